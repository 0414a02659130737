/** The root: assembles the hub. */
package routes;
