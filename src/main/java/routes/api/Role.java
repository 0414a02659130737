package routes.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The roles of the API. Each role includes the permissions of the roles before it. */
enum Role {
    /** May read, validate and simulate. */
    VIEWER(Role.OF_VIEWER),
    /** May pause, stop, resume and restart routes. */
    OPERATOR(Role.OF_OPERATOR),
    /** May change routes. */
    ADMIN(Role.OF_ADMIN);

    static final String OF_VIEWER = "viewer";
    static final String OF_OPERATOR = "operator";
    static final String OF_ADMIN = "admin";

    private final String text;

    Role(String text) {
        this.text = text;
    }

    static Optional<Role> named(String text) {
        return Stream.of(values()).filter(role -> role.text.equals(text)).findFirst();
    }

    /** The name of this role and of all roles that it includes. */
    Set<String> all() {
        Set<String> names = new TreeSet<>();
        List.of(values()).subList(0, ordinal() + 1).forEach(role -> names.add(role.text));
        return names;
    }

    @Override
    public String toString() {
        return text;
    }
}
