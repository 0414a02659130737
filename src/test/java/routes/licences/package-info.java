/** A program of the build: it collects the licences of all libraries of the hub for the container image. */
package routes.licences;
