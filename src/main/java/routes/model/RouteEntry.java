package routes.model;

import routes.model.format.Doc;

/** What stands under a route's name in a file: the route itself, or the template that it is made of. */
@Doc("A route, written out or made of a template.")
public sealed interface RouteEntry permits RouteSpec, TemplateUse {}
