# The functions of jq's manual that need no Java. Each may use those before it.

# choose and produce
def finites: select(isinfinite | not);
def normals: select(isnormal);
def isvalid(f): try (f | true) catch false;
def have_literal_numbers: true;
def have_decnum: true;

# lists and objects
def toarray: if type == "array" then . else [.] end;
def transpose:
  if length == 0 then []
  else . as $rows | [range(map(length) | max) | . as $column | $rows | map(.[$column])]
  end;
def combinations:
  if length == 0 then [] else .[0][] as $first | [$first] + (.[1:] | combinations) end;
def combinations($n): . as $values | [range($n) | $values] | combinations;

# in the words of databases
def INDEX(rows; key): {} + (add(rows | {(key | tostring): .}) // {});
def INDEX(key): INDEX(.[]; key);
def IN(values): . as $wanted | any(values; . == $wanted);
def IN(wanted; values): any(wanted; IN(values));

# text and dates
def ascii: [.] | implode;
def date: todate;
def dateadd(unit; $seconds): . + $seconds;
def datesub(unit; $seconds): . - $seconds;

# paths and streams of them
def leaf_paths: paths(scalars);
def tostream:
  def events($path):
    if (type == "array" or type == "object") and length > 0 then
      keys_unsorted as $keys
      | ($keys[] as $key | .[$key] | events($path + [$key])), [$path + [$keys[-1]]]
    else [$path, .]
    end;
  events([]);
def fromstream(events):
  foreach events as $event ({};
    (if .done then {} else . end)
    | ($event[0] | length) as $depth
    | if ($event | length) == 2 then setpath(["value"] + $event[0]; $event[1]) | .done = ($depth == 0)
      else .done = ($depth == 1)
      end;
    if .done then .value else empty end);
def truncate_stream(events):
  . as $depth | null | events | select(.[0] | length > $depth) | .[0] |= .[$depth:];
