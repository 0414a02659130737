/** HOW operators ask and steer it: REST and the command line. */
package routes.api;
