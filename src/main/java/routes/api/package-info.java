/**
 * HOW operators ask and steer it: REST. Closed to everybody who has not shown a token: a viewer may look, an operator may also halt,
 * resume and restart, an admin may also change routes. What was changed, and by whom, is in the log under {@code hub.audit}.
 */
package routes.api;
