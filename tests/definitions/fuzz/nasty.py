"""Files that nobody would write on purpose, each of them legal or illegal YAML in its own way."""

from __future__ import annotations

from typing import Final

NASTY: Final[tuple[bytes, ...]] = (
    b"", b" ", b"\n\n\n", b"#", b"# only a comment\n", b"---", b"---\n...\n", b"...\n",
    b"--- a\n--- b\n", b"%YAML 1.2\n---\na: b\n", b"%YAML 9.9\n---\na: b\n",
    b"%TAG ! tag:x,2000:\n---\n!a b\n", b"%", b"\xef\xbb\xbf", b"\xef\xbb\xbfa: b",
    b"\xff\xfea\x00:\x00 \x00b\x00", b"\xfe\xff\x00a", b"\x00", b"a: \xc3", b"a: \xed\xa0\x80",
    b"a: \xf0\x9f\x98\x80", b'a: "\\uD83D\\uDE00"', b'a: "\\uD800"', b'a: "\\U00110000"',
    b'a: "\\x00"', b'a: "\\q"', b'a: "', b"a: '", b"a: 'b' c", b'"a": "b" :', b"a: b: c", b"a:b",
    b":", b": a", b"? a", b"? a\n: b", b"? [a, b]\n: c", b"? {a: b}\n: c", b"? |\n  a\n: b",
    b"- a\nb: c", b"a: b\n- c", b"a\nb: c", b"  a: b\nc: d", b"a:\n\t- b", b"\ta: b", b"a:\tb",
    b"a: @b", b"a: `b", b"a: %b", b"a: *b", b"a: &b", b"a: &b c\nd: *b", b"&a [*a]", b"&a {a: *a}",
    b"a: &x {}\n<<: *x", b"<<: {}", b"<<: [{}, {}]", b"!!python/object/apply:os.system [x]",
    b"!!binary aGk=", b"!!set {a, b}", b"!!omap [a: b]", b"!!int x", b"!<tag:yaml.org,2002:str> a",
    b"! a", b"!x", b"a: !", b"a: !!null", b"{", b"}", b"[", b"]", b"{]", b"[}", b"{a", b"{a: b",
    b"{a: b,", b"{a: b,,}", b"{,}", b"[,]", b"[a,,b]", b"{a, b, a}", b"{? a}", b"{: a}",
    b"{a: {b: {c: {}}}}", b"[[[[]]]]", b"[" * 500, b"{a: " * 500, b"- " * 500,
    b"[" * 500 + b"]" * 500, b"|", b">", b"|-\n", b"|9\n x", b"|0\n x", b"a: |\n", b"a: |+\n\n\n",
    b"a: >-\n  b\n c\n", b"a: |\n  b\n c\n", b"|\n\ta", b"a: |1-\n x", b"null: null", b"~: ~",
    b"1: 2", b"1.5: 0x1F", b"yes: no", b"true: false", b"2026-11-22: 2026-13-45", b"=: =",
    b"'': ''", b"'': a", b"\"\": \"\"", b"a: 1e999", b"a: " + b"9" * 5000, b"a: .inf", b"a: -.nan",
    b"a: 0o9", b"a: b # c", b"a: b#c", b"a: #", b"a: \"#\"", b"a #b: c", b"a:\r\n  b\r\n",
    b"a: b\rc: d", b"a: b\x0bc", b"a: b\x1bc", b"a: \xe2\x80\xa8b", b"a: \xe2\x80\xaeb",
    b"a\xc2\x85b: c", b"a: b\n\n\n   \n\tc", b"a: \xc2\xa0", b"\xc2\xa0a: b", b"a: b\na: c",
    b"{a: b, a: c}", b"'a': b\na: c", b"? a\n? a", b"- - - - a", b"- ? a\n  : b", b"-\n-\n-", b"-",
    b"- #", b"x" * 200_000, b"a: " + b"x " * 60_000, b"a:\n" + b"- b\n" * 30_000,
    b"{" + b"a: b, " * 20_000 + b"}", b"".join(b"k%d: v\n" % number for number in range(12_000)),
    b"".join(b" " * depth + b"a:\n" for depth in range(90)),
)  # fmt: skip

PIECES: Final[tuple[str, ...]] = (
    "~", "''", '""', "[]", "{}", "[[]]", "[{}]", "{a: ~}", "{a: {b: c}}", "[a, [b]]", "yes", "no",
    "0", "-1", "1e9", "..", "1..", "..1", "2..1", "1..2..3", "..<", "<", ">=", "= ", "= =", "= a",
    "not", "not ", "not not a", "or", "a or", "or a", "only", "only ", "all ", "a, b",
    "answered or blank", "n/a", "-", "today", "..today", "today..today", "any", "{any: []}",
    "{any: a}", "{all: {}}", "{not: }", "{not: {not: {}}}", "{any: {any: {any: {}}}}",
    "{none: {a: b}}", "/(/", "/(?=a)/", "/[/", "//", "/", "{to: next}", "{to: {}}", "next", "stay",
    "back to", "back to back", "in 3 days", "999999999999999999999999 MB", "1 KB", "x MB",
    "{say: }", "{say: a, code: }", "{code: 1}", "sum of", "sum of a and", "years from to",
    "years from a to a", "count of count of a", "birth date in", "difference of a and a",
    "|\n    | a || b |", "|\n    ||", "|\n    |||||", "|\n    | - |", "|\n    | a || a |\n    | b",
    "1..50", "50..1", "0..0", "..", "1001", "a + b", "a +", "+", "{a b: c}", "{1: 2}",
    "{answered: x}", "{'a or b': c}", "{'..': c}", "&a b", "*a", "!t b", "2026-02-30",
    "9999-12-31..", "..0001-01-01", "\u202e", "\U0001f600", "{{{}}}", "{x}", "{", "%(a)s", "${a}",
    "a.b.c", ".a", "a.", "a[]", "a[].b", "row", "a outcome", "x" * 5000,
)  # fmt: skip
"""Values for keys that expect something else."""
