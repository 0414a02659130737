package routes.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may do what. Each may do all that those before it may. */
enum Role {
    /** May look, and try what changes nothing. */
    VIEWER(Role.OF_VIEWER),
    /** May halt, resume and restart routes. */
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

    /** This one's name and those of all that are in it. */
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
