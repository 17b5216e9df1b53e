"""What CPython's tokenize and ast say of a file, in the form of `weir analyze --dump-tokens` and
`--dump-ast`.  Run as a program: cpython.py tokens|ast OUTPUT LIST writes the answers for the files that
LIST names into OUTPUT, so that an interpreter of another version can be asked.

Both sides are made alike so:
* Offsets are bytes of UTF-8 in the text with LF line ends and without byte order mark.  tokenize counts
  code points and ast bytes, both within lines.
* Tokens: ENCODING, NL, COMMENT and TYPE_COMMENT are CPython's alone.  INDENT is the end of the
  indentation (CPython: all of it).  A NEWLINE is one byte long, or none at the end of the file.
  FSTRING_MIDDLE: neighbours are one, up to the next token, since CPython cuts them at '{{' and leaves
  out one brace; empty ones are left out.
* Nodes without a place (arguments, comprehension, withitem, match_case, operators, contexts, Module)
  are left out and do not count as depth.  In f-strings the text between fields is left out, and so is
  the JoinedStr that is a format's specification, since implicit concatenation has no place of its own.
* Before 3.12 an f-string is one STRING to tokenize, and ast does not know places inside it: without_fields()
  leaves out of ours what stands inside.
"""
import ast
import io
import sys
import tokenize
import warnings

DROPPED = ("ENCODING", "NL", "COMMENT", "TYPE_COMMENT", "TYPE_IGNORE")
OLD = sys.version_info < (3, 12)
MIDDLES = ("FSTRING_MIDDLE", "TSTRING_MIDDLE")


def text_of(data):
    """The file as text with LF line ends, as its first lines say."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = data.decode(encoding)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


class Places:
    """(line, column) to offset, for columns in code points or in bytes."""

    def __init__(self, text):
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line.encode("utf-8", "surrogatepass")) + 1)
        self.end = self.starts[-1] - 1

    def of_points(self, line, column):
        if line > len(self.lines):
            return self.end
        text = self.lines[line - 1][:column]
        return min(self.end, self.starts[line - 1] + (column if text.isascii() else len(text.encode())))

    def of_bytes(self, line, column):
        return self.starts[line - 1] + column


def tokens(text):
    places = Places(text)
    out = []
    for t in tokenize.generate_tokens(io.StringIO(text).readline):
        kind = tokenize.tok_name[t.type]
        start, end = places.of_points(*t.start), places.of_points(*t.end)
        if kind in DROPPED:
            continue
        if out and out[-1][0] in MIDDLES:
            out[-1][2] = start
            if out[-1][1] == start:
                out.pop()
            elif kind == out[-1][0]:
                out[-1][2] = end
                continue
        if kind in ("INDENT", "DEDENT", "ENDMARKER"):
            start = end
        elif kind == "NEWLINE":
            end = min(start + 1, places.end)
        out.append([kind, start, end])
    return ["%s %d %d" % tuple(t) for t in out]


def nodes(text):
    places = Places(text)
    out = []
    todo = [(ast.parse(text), 0, None)]
    while todo:
        node, depth, field = todo.pop()
        placed = hasattr(node, "lineno") and not (isinstance(node, ast.JoinedStr) and field == "format_spec")
        if placed:
            out.append("%d %s %d %d" % (depth, type(node).__name__, places.of_bytes(node.lineno, node.col_offset),
                                        places.of_bytes(node.end_lineno, node.end_col_offset)))
            depth += 1
        fstring = type(node).__name__ in ("JoinedStr", "TemplateStr")
        if fstring and OLD:
            continue
        for name, value in ast.iter_fields(node):
            for kid in value if isinstance(value, list) else [value]:
                if isinstance(kid, ast.AST) and not (fstring and isinstance(kid, ast.Constant)):
                    todo.append((kid, depth, name))
    return sorted(out)


def without_fields(kind, lines):
    """Our dump, without what CPython before 3.12 does not see inside f-strings."""
    out = []
    open_strings = []
    for line in lines:
        words = line.split()
        if kind == "ast":
            if open_strings and int(words[0]) > open_strings[0]:
                continue
            open_strings = [int(words[0])] if words[1] == "JoinedStr" else []
        elif words[0] == "FSTRING_START":
            open_strings.append(words[1])
            continue
        elif words[0] == "FSTRING_END":
            start = open_strings.pop()
            if open_strings:
                continue
            line = "STRING %s %s" % (start, words[2])
        elif open_strings:
            continue
        out.append(line)
    return out


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    ask = {"tokens": tokens, "ast": nodes}[sys.argv[1]]
    with open(sys.argv[3]) as listing, open(sys.argv[2], "w") as out:
        for path in listing.read().splitlines():
            try:
                with open(path, "rb") as f:
                    lines = ask(text_of(f.read()))
            except (SyntaxError, ValueError, tokenize.TokenError, LookupError, RecursionError) as error:
                lines = ["rejected " + str(error).split("\n")[0]]
            out.write("file %s\n" % path)
            out.writelines(line + "\n" for line in lines)


if __name__ == "__main__":
    main()
