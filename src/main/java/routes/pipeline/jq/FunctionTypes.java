package routes.pipeline.jq;

import static routes.pipeline.jq.ValueType.ARRAY;
import static routes.pipeline.jq.ValueType.BOOLEAN;
import static routes.pipeline.jq.ValueType.NULL;
import static routes.pipeline.jq.ValueType.NUMBER;
import static routes.pipeline.jq.ValueType.OBJECT;
import static routes.pipeline.jq.ValueType.STRING;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of what the functions of the language give, as far as that is known without an event. */
final class FunctionTypes {

    private static final Map<String, Set<ValueType>> RESULTS = results();

    /** Functions that give their input, or nothing. */
    private static final Set<String> PASSING = Set.of("select/1", "del/1", "map_values/1", "finites/0", "normals/0");

    /** Functions that give some of the results of one argument, by the index of that argument. */
    private static final Map<String, Integer> CHOOSING =
            Map.of("first/1", 0, "last/1", 0, "limit/2", 1, "skip/2", 1, "nth/2", 1);

    private FunctionTypes() {}

    /** @param in the types that the input of the function can have */
    static Set<ValueType> of(String signature, List<Expression> arguments, Set<ValueType> in) {
        if (signature.startsWith("@")) {
            return Set.of(STRING);
        }
        if (PASSING.contains(signature)) {
            return in;
        }
        if (CHOOSING.containsKey(signature)) {
            return arguments.get(CHOOSING.get(signature)).types(in);
        }
        if (signature.equals("not/0") && !in.contains(BOOLEAN)) {
            return ValueType.NONE;
        }
        return RESULTS.getOrDefault(signature, ValueType.ANY);
    }

    /** The functions whose results have a known type. */
    static Set<String> known() {
        return RESULTS.keySet();
    }

    private static Map<String, Set<ValueType>> results() {
        Map<String, Set<ValueType>> results = new HashMap<>();
        MathFunctions.all().keySet().forEach(name -> results.put(name, Set.of(NUMBER)));
        add(
                results,
                "all/0 all/1 all/2 any/0 any/1 any/2 contains/1 endswith/1 has/1 in/1 inside/1 isempty/1 isinfinite/0"
                        + " isnan/0 isnormal/0 isvalid/1 not/0 startswith/1 test/1 test/2 toboolean/0 IN/1 IN/2",
                BOOLEAN);
        add(
                results,
                "bsearch/1 fromdate/0 fromdateiso8601/0 length/0 mktime/0 now/0 tonumber/0 utf8bytelength/0 fabs/0"
                        + " infinite/0",
                NUMBER);
        add(results, "index/1 rindex/1", NUMBER, NULL);
        add(
                results,
                "ascii_downcase/0 ascii_upcase/0 implode/0 join/1 strftime/1 tojson/0 tostring/0 todate/0"
                        + " todateiso8601/0 trim/0 ltrim/0 rtrim/0 type/0 sub/2 gsub/2 sub/3 gsub/3 splits/1 splits/2",
                STRING);
        add(
                results,
                "builtins/0 explode/0 flatten/0 flatten/1 gmtime/0 group_by/1 keys/0 keys_unsorted/0 map/1 path/1"
                        + " paths/0 paths/1 sort/0 sort_by/1 split/1 split/2 strptime/1 to_entries/0 toarray/0"
                        + " transpose/0 unique/0 unique_by/1",
                ARRAY);
        add(results, "capture/1 capture/2 match/1 match/2 from_entries/0 with_entries/1", OBJECT);
        add(results, "empty/0 error/0 error/1");
        return Map.copyOf(results);
    }

    private static void add(Map<String, Set<ValueType>> results, String signatures, ValueType... types) {
        for (String signature : signatures.split(" ")) {
            results.put(signature, Set.of(types));
        }
    }
}
