"""Odd YAML: a small text for every production of YAML 1.2, right and wrong, in our own words.

Numbers in names follow the specification's chapters (https://yaml.org/spec/1.2.2/): characters,
structure, flow, block, document. Each is a file that a clerk, or somebody who means no good, might
give; what matters is that `check` takes it or says why not, and that both parsers agree.
"""

from collections.abc import Iterator


def _numbered(chapter: str, *texts: str) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts, 1):
        yield f"{chapter}: {number}", text


_CHARACTERS = _numbered(
    "5 characters",
    # Indicators where plain words may begin, each alone and before a letter.
    *(f"a: {sign}" for sign in "-?:,[]{}#&*!|>'\"%@`"),
    *(f"a: {sign}b" for sign in "-?:,[]{}#&*!|>'\"%@`"),
    *(f"a: b{sign}c" for sign in "-?:,[]{}#&*!|>'\"%@`"),
    *(f"{sign}a: b" for sign in "-?:,[]{}#&*!|>'\"%@`"),
    *(f"[a{sign}b]" for sign in "-?:,[]{}#&*!|>'\"%@`"),
    "a: b #c", "a: b#c", "a: #c", "#", " #", "a:b", "a : b", "a :b", "a: b: c", "a: 'b': c",
    "a: ::b", "::", ":::: :", "a: -", "a: - b", "a: ?", "a: ? b", "a: --- b", "a: ...", "- ---",
    # Line ends and white space.
    "a: b\r\nc: d\r\n", "a: b\rc: d", "a:\tb", "a: b\t", "\ta: b", "a:\n\tb", "a: b\n\n\n\nc: d",
    "\n\n a: b", "   ", "\n", "\r\n", "a: b\n ", "a: b\n \n", "a:\u00a0b", "a: \u3000b", "a:  \u2003b",
    "\u00a0a: b", "a\u0085b: c", "a: b\u2029c", "a:\x0bb", "a:\x0cb", "\ufeffa: b", "a: \ufeff",
    # Escapes between double quotes, all of them.
    *(f'a: "\\{sign}"' for sign in '0abtnvfre "/\\N_LP\t'),
    'a: "\\x41"', 'a: "\\x4"', 'a: "\\xzz"', 'a: "\\u0041"', 'a: "\\u004"', 'a: "\\U00000041"',
    'a: "\\U0010ffff"', 'a: "\\U00110000"', 'a: "\\Uffffffff"', 'a: "\\ud800"', 'a: "\\udfff"',
    'a: "\\q"', 'a: "\\', 'a: "\\"', 'a: "\\\n  b"', 'a: "b\\\n  \\ c"', 'a: "\\\\u202e"', "a: '\\u202e'",
    'a: "\\\\\\u202e"', 'a: "b\\  \n  c"', 'a: "\\u00a0"', 'a: "\\x85"', 'a: "\\u2028"', '"\\x61": b',
)  # fmt: skip
_STRUCTURES = _numbered(
    "6 structures",
    # Comments in every place.
    "# a\n# b\na: b", "a: # c\n  b", "a: # c\n  - b", "a:\n  # c\n  b", "a:\n# c\n  b", "a: b\n# c",
    "a: b\n  # c", "- # c\n  b", "-\n# c\n- b", "[a, # c\n b]", "[ # c\na]", "{a: # c\n b}",
    "{a: b # c\n}", "[a#b]", "[a #b\n]", "a: | # c\n b", "a: |# c\n b", "a: > # c\n b", "a: 'b' # c",
    "a: 'b'# c", 'a: "b" # c', "? # c\n a\n: # d\n b", "--- # c\na: b", "a: b\n... # c", "---# c",
    "a: [b] # c", "a: {b: c} # d", "a: &x # c\n b", "a: !!str # c\n b", "a: b\n\n\n# c\n\n\nd: e",
    "a: |\n b\n# c\nd: e", "a: |\n b\n # c\n", "a: >\n # b\n\n", "- a # b\n- c# d\n", "#a\r\n#b\r\n",
    # Indentation.
    "a:\n b:\n  c: d", "a:\n    b: c\n    d: e", "a:\n  b: c\n d: e", "a:\n  b: c\n   d: e", "a:\n- b",
    "a:\n- b\n- c\nd: e", "- a\n -b", "- a\n - b", "-  a: b\n   c: d", "-  a: b\n  c: d", "- - a\n  - b",
    "- - - - a", "-\n -\n  -\n   - a", "- a: b\n- c: d", " a: b\n c: d", " a: b\nc: d", "a: b\n c: d",
    "a:\nb", "a:\n\n  b", "a:\n  b\n  c", "a: b\n  c\n d", "? a\n? b\n", "? a\n  ? b\n", "  - a\n- b",
    # Directives.
    "%YAML 1.2\n---\na: b", "%YAML 1.1\n---\na: b", "%YAML 1.3\n---\na: b", "%YAML 2.0\n---\na: b",
    "%YAML\n---\na", "%YAML 1\n---\na", "%YAML 1.2 # c\n---\na: b", "%YAML 1.2\n%YAML 1.2\n---\na: b",
    "%YAML 1.2\na: b", "%TAG ! !a\n---\na: b", "%TAG !e! tag:e,2000:\n---\na: !e!b c", "%TAG\n---\na",
    "%TAG !e! x\n%TAG !e! y\n---\na: b", "%FOO\n---\na: b", "%FOO a b # c\n---\na: b", "%\n---\na: b",
    " %YAML 1.2\n---\na: b", "a: b\n%YAML 1.2\n---\nc: d", "# c\n%YAML 1.2\n---\na: b", "a: %b", "%a: b",
    # Tags and anchors.
    "!!str a: b", "a: !!str b", "a: !!str", "a: !!int 1", "a: !!null", "a: !!seq [b]", "!!map {a: b}",
    "a: ! b", "a: !b c", "a: !b", "a: !<b> c", "a: !<tag:yaml.org,2002:str> b", "a: !<> b", "a: !<b c",
    "a: !!binary QQ==", "a: !!python/none", "a: !!python/object/new:os.system [id]", "a: !e!b c", "!a",
    "a: !!str &x b", "a: &x !!str b", "- !!set {a, b}", "- !!omap [a: b]", "a: !%41 b", "a: !a%zz b",
    "a: &x b", "a: &x", "&x a: b", "a: &x\n  b: c", "- &x a\n- *x", "a: *x", "*x : a", "&x", "a: & b",
    "a: *", "a: &x &y b", "a: &x *x", "&a a: &b b\nc: *a\n*b : d", "a: &x,y b", "a: &x] b", "[&x a, *x]",
    "{&x a: *x}", "a: &é b", "a: &x\n- b", "&x - a", "a: *x b", "<<: {a: b}", "<<: [{a: b}]", "'<<': a",
    '"<<": a', "a: <<", "<<: *x", "a: {<<: {b: c}}", "- <<", "a:\n  <<: b",
)  # fmt: skip
_FLOW = _numbered(
    "7 flow",
    # Quoted and plain text, on one line and on several.
    "a: ''", 'a: ""', "a: ''''", "a: 'b''c'", "a: 'b'c'", "a: 'b", 'a: "b', "a: 'b\n  c'", 'a: "b\n  c"',
    "a: 'b\n\n  c'", 'a: "b\n\n\n  c"', "a: 'b\nc'", 'a: "b\nc"', "a: '\n  b\n  '", 'a: "b  \n  c"',
    "a: 'b' c", 'a: "b" c', "'a': b", '"a": b', "'a\n b': c", '"a\n b": c', "'a':b", '"a":b', "a: 'b':c",
    "a: b\n  c", "a: b\n\n  c", "a: b\n  c\n\n\n  d", "a: b\n  - c", "a: b\n  c: d", "a: b\n  #c", "a: b\n  ? c",
    "a b: c d", "a\nb: c", "a\n  b: c", "a: 1\n  2", "a: b\n---\nc", "a: 'b\n--- c'", 'a: "b\n... c"',
    "a: b:c", "a: b :c", "a: b,c", "a: [b,c]", "a: b]c", "a: http://b.c/d?e=f#g", "a: -1", "a: -b", "a: ?b",
    # Lists and mappings between brackets.
    "[]", "{}", "[a]", "[a, b]", "[a,]", "[a, ]", "[,a]", "[a,,b]", "[,]", "{a}", "{a, b}", "{a: b,}", "{a:}",
    "{a:, b}", "{,}", "{a: b, ,}", "{: a}", "{?}", "{? a}", "{? a : b}", "{? : b}", "{?a: b}", "[? a : b]",
    "[a: b]", "[a: b, c: d]", "[a: ]", "[: b]", "['a': b]", '["a":b]', "['a':b]", '{"a":b}', "{'a':'b'}", "{a:b}",
    "{a :b}", "{a : b}", "[a:b]", "[[a]: b]", "{[a]: b}", "{{a: b}: c}", "[{a: b}: c]", "[a, [b, [c]]]",
    "{a: {b: {c: d}}}", "[\na\n]", "[\n  a,\n  b\n]", "{\n  a: b,\n  c: d\n}", "a: [\nb\n]", "a: [\n  b\n]",
    "a: {\nb: c\n}", "[a\nb]", "[a\n\nb]", "{a\nb: c}", "{a: b\nc}", "{a: b\n c: d}", "[a b: c]", "[a", "{a: b",
    "a]", "a}", "[a]]", "{a: b}}", "[a}", "{a: b]", "[a] b", "{a: b} c", "[a]: b", "{a: b}: c", "[a] : b",
    "[---]", "[--- a]", "[\n---\n]", "{\n...\n}", "[-]", "[- a]", "[-a]", "[?a]", "[:a]", "{:a: b}", "[a, # c\n]",
    "{a: b, a: c}", "{a: , a: }", "[!!str a]", "[&x]", "[null, ~, '']", "{null: a}", "{~: a}", "{'': a}", "[]: a",
    "{a: [b, {c: [d]}]}", "- [a]\n- {b: c}", "a: [b]\nc: {d: e}", "[%a]", "[@a]", "[`a]", "['a' 'b']", '["a" b]',
)  # fmt: skip
_BLOCK = _numbered(
    "8 block",
    # Block text with every header.
    *(f"a: {style}{header}\n  b\n  c\n" for style in "|>" for header in ("", "+", "-", "2", "2+", "-2", "1")),
    *(f"a: {style}{header}\n  b\n" for style in "|>" for header in ("0", "10", "++", "+-", "22", " b", "#", "9")),
    "a: |\n", "a: |", "a: |\n\n\n", "a: |+\n\n\n", "a: >\n", "a: |\nb: c", "a: |\n  b\n c\n", "a: |\n\n  b\n",
    "a: |\n   \n  b\n", "a: |\n    \n  b\n", "a: |2\n    b\n", "a: |2\n b\n", "a: |\n  b\n\n\nc: d\n", "- |\n a\n- b",
    "- |\n  a\n   b\n  c\n", "- >\n  a\n   b\n  c\n", "- >\n  a\n\n  b\n\n\n  c\n", "- >-\n  a\n\n", "- >+\n  a\n\n",
    "- |1\n  a", "- |\n\ta", "- |\n  \ta", "|\n  a", ">\n  a", "|\na", "--- |\n  a", "--- >\na", "a: |\n  b\n...\n",
    "a: |\n  ---\n", "a: |\n---\n", "a: |\n  b: c\n  - d\n", "? |\n  a\n: |\n  b\n", "a: |\n  'b\n", "a: |\r\n  b\r\n",
    "a: |\n  b  \n", "a: >\n  b  \n  c\n", "a: >\n  b\\\n  c\n", "a: |\n  b #c\n", "a: |\n  \u2028b\n", "a: | b\n",
    # Lists and mappings in lines.
    "- a", "-a", "- ", "-", "- \n- ", "-\n-", "- a\n\n- b", "- a\n# c\n- b", "- a\n  b", "- a\nb: c", "- a\n- b: c",
    "a: - b", "a: - b\n   - c", "a: b\n- c", "- a: b\n  c: d\n- e", "-   - a\n    - b", "-\n  a: b", "-\n  - a\n  - b",
    "- ? a\n  : b", "- : a", "- ? ", "? a\n: b", "? a", "?", ": a", ":", "? - a\n: - b", "? a: b\n: c: d", "? [a]\n: b",
    "? {a: b}\n: c", "? |\n a\n: b", "? 'a'\n: b", "? a\n\n: b", "? a\n# c\n: b", "a: b\n? c\n: d", "? a\n:b", "?a: b",
    "a: ? b\n   : c", "a:\n  ? b\n  : c", "? ? a\n  : b\n: c", "a: b\na: c", "a: b\n'a': c", 'a: b\n"\\x61": c', "a:",
    "a:\nb:", "a: \nb: ", "a: ~", "a: null", "a: Null", "null: a", "~: a", "'': a", "1: a", "1.5: a", "true: a", "a: 010",
    "a: 0x1F", "a: 1_000", "a: 1e3", "a: .inf", "a: .nan", "a: 14:30", "a: 2021-02-30", "a: yes", "a: No", "a: =", "=: a",
    f"{'k' * 1_024}: a", f"{'k' * 1_025}: a", f"? {'k' * 1_025}\n: a", f"'{'k' * 1_030}': a", "a b c: d", "a\\b: c",
)  # fmt: skip
_DOCUMENTS = _numbered(
    "9 documents",
    "", "---", "--- ", "---\n", "---\n---", "---\n...", "...", "...\n", "...\n...", "--- a", "--- a: b", "--- - a",
    "--- [a]", "--- {a: b}", "--- 'a'", "--- |\n a", "--- # c", "--- &x a", "--- !!str a", "---a: b", "---\na: b",
    "---\na: b\n...", "---\na: b\n---", "---\na: b\n---\n", "---\na: b\n---\nc: d", "---\na: b\n...\n---\nc: d",
    "a: b\n...\n", "a: b\n...", "a: b\n... ", "a: b\n...c", "a: b\n ...", "a: b\n ---", "a: b\n---", "a: b\n--- c",
    "a: b\n...\nc: d", "a: b\n...\n# c\n", "a: b\n...\n%YAML 1.2\n---\nc: d", "\n---\na: b", "# c\n---\na: b", " ---\na: b",
    "- ---", "- ...", "a: '\n---\n'", 'a: "\n...\n"', "---\n- a\n...\n- b", "a", "a b", "'a'", '"a"', "1", "null", "~", "[", "{",
    "]", "}", ",", "?", ":", "-", "!", "&", "*", "|", ">", "%", "@", "`", "'", '"', "#", "\\", "=", "<<", "~a",
)  # fmt: skip

CONSTRUCTS: dict[str, str] = dict([*_CHARACTERS, *_STRUCTURES, *_FLOW, *_BLOCK, *_DOCUMENTS])
"""Every construct by chapter and number."""
