/**
 * What a server of the hub demands of a connection before a request gets to the API or to the health checks: that it sends
 * complete and valid requests, in time, and that there are not too many of them. Vert.x has an idle timeout only, which a client
 * that sends a byte now and then never reaches, and answers what it cannot read without a body. So this stands between Netty and
 * Vert.x: {@link routes.api.http.GuardedHttpServers} puts a {@link routes.api.http.ConnectionLimit} before every server of the
 * hub, and that a {@link routes.api.http.ConnectionGuard} before every connection.
 */
package routes.api.http;
