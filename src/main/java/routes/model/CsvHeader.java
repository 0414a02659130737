package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import routes.model.format.DefaultKind;
import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** Where the names of the columns of a CSV body come from. */
@DefaultKind(CsvHeader.Names.class)
@Doc("Where the names of the columns of a CSV body come from.")
public sealed interface CsvHeader permits CsvHeader.FirstLine, CsvHeader.None, CsvHeader.Names {

    /** Whether the first line is no row, but names the columns. */
    boolean isFirstLine();

    /** The names that the route gives to the columns; empty if it gives none. */
    List<String> names();

    /** The first line names the columns. */
    @Kind("true")
    @Doc("The first line names the columns. Every other line becomes an object.")
    record FirstLine() implements CsvHeader {
        @Override
        public boolean isFirstLine() {
            return true;
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }

    /** The columns have no names. */
    @Kind("false")
    @Doc("The columns have no names. Every line becomes a list.")
    record None() implements CsvHeader {
        @Override
        public boolean isFirstLine() {
            return false;
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }

    /** The body has no header; these are the names of its columns. */
    @Inline
    @Doc(
            value = "The names of the columns of a body without a header. Every line becomes an object.",
            example = "[sku, price]")
    record Names(@Rule.NotEmpty List<String> names) implements CsvHeader {

        public Names {
            require(!names.isEmpty(), "", "give at least one name of a column");
            Set<String> known = new HashSet<>();
            for (String name : names) {
                require(!name.isEmpty(), "", "the name of a column is empty");
                require(known.add(name), "", "two columns have the name " + quoted(name));
            }
        }

        @Override
        public boolean isFirstLine() {
            return false;
        }
    }
}
