package routes.model;

import routes.model.format.Doc;

/** The value under a route's name: the route itself, or the template that it uses. */
@Doc("A route, written out or made from a template.")
public sealed interface RouteEntry permits RouteSpec, TemplateUse {}
