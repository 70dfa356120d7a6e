package io.binnacle.insight.rule.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.insight.rule.template.TemplateNode.Branch;
import io.binnacle.insight.rule.template.TemplateNode.Command;
import io.binnacle.insight.rule.template.TemplateNode.Pipeline;
import io.binnacle.insight.rule.template.TemplateNode.Sequence;
import io.binnacle.insight.rule.template.TemplateNode.Variable;
import io.binnacle.insight.rule.template.Token.Kind;
import org.jspecify.annotations.Nullable;

/** Makes a tree of a template's text, by the rules and with the messages of Go's text/template/parse. */
final class TemplateParser {

    /** Deep enough for people; the parser's own stack is never in danger. */
    private static final int DEPTH_MAX = 100;
    private static final Set<Kind> OPERANDS = Set.of(Kind.BOOL, Kind.CHARACTER_CONSTANT, Kind.DOT, Kind.FIELD,
            Kind.IDENTIFIER, Kind.NUMBER, Kind.NIL, Kind.RAW_STRING, Kind.STRING, Kind.VARIABLE,
            Kind.LEFT_PARENTHESIS);

    private final String name;
    private final Set<String> functions;
    private final List<Token> tokens;
    private final Map<String, Sequence> defined = new HashMap<>();
    private final List<String> variables = new ArrayList<>(List.of("$"));
    private int next;
    private int lastLine = 1;
    private int actionLine;
    private int ranges;
    private int depth;

    private TemplateParser(String name, String text, Set<String> functions) {
        this.name = name;
        this.functions = functions;
        this.tokens = TemplateLexer.tokens(text);
    }

    /**
     * A template that parses.
     *
     * @param defined the templates that it defines within itself, by their names
     */
    record Parsed(String name, String text, Sequence root, Map<String, Sequence> defined) {}

    /** @throws TemplateFault it does not parse */
    static Parsed parse(String name, String text, Set<String> functions) {
        TemplateParser parser = new TemplateParser(name, text, functions);
        Part part = parser.part(true);
        return new Parsed(name, text, part.nodes(), parser.defined);
    }

    /** @param end the word that ended it: end, else, or null at the end of the text */
    private record Part(Sequence nodes, @Nullable Kind end) {}

    private TemplateFault fault(String message) {
        return new TemplateFault("template: " + name + ":" + lastLine + ": " + message);
    }

    private Token peek() {
        Token token = tokens.get(Math.min(next, tokens.size() - 1));
        lastLine = token.line();
        return token;
    }

    private Token take() {
        Token token = peek();
        next++;
        return token;
    }

    private Token peekNonSpace() {
        while (peek().is(Kind.SPACE)) {
            next++;
        }
        return peek();
    }

    private Token takeNonSpace() {
        peekNonSpace();
        return take();
    }

    private Token expect(Kind kind, String context) {
        Token token = takeNonSpace();
        if (!token.is(kind)) {
            throw unexpected(token, context);
        }
        return token;
    }

    private TemplateFault unexpected(Token token, String context) {
        if (!token.is(Kind.ERROR)) {
            return fault("unexpected " + token + " in " + context);
        }
        String started = actionLine != 0 && actionLine != token.line()
                ? " in action started at " + name + ":" + actionLine
                : "";
        boolean saysAction = token.text().endsWith(" action");
        return fault(token + (saysAction && !started.isEmpty() ? started.substring(" in action".length()) : started));
    }

    /** Everything up to {@code {{end}}} or {@code {{else}}}; at the top, up to the end of the text. */
    private Part part(boolean top) {
        List<TemplateNode> nodes = new ArrayList<>();
        int position = peek().position();
        while (!peekNonSpace().is(Kind.EOF)) {
            Token token = take();
            if (token.is(Kind.TEXT)) {
                nodes.add(new TemplateNode.Text(token.position(), token.text()));
                continue;
            }
            if (!token.is(Kind.LEFT_DELIMITER)) {
                throw unexpected(token, "input");
            }
            actionLine = token.line();
            Kind word = peekNonSpace().kind();
            if (word == Kind.END || word == Kind.ELSE) {
                ending(word);
                if (top) {
                    throw fault("unexpected " + shown(word));
                }
                actionLine = 0;
                return new Part(new Sequence(position, nodes), word);
            }
            if (word == Kind.DEFINE && top) {
                definition();
            } else {
                nodes.add(action());
            }
            actionLine = 0;
        }
        if (!top) {
            throw fault("unexpected EOF");
        }
        return new Part(new Sequence(position, nodes), null);
    }

    private static String shown(Kind ending) {
        return ending == Kind.END ? "{{end}}" : "{{else}}";
    }

    private void ending(Kind word) {
        takeNonSpace();
        Kind after = peekNonSpace().kind();
        boolean elseBranch = word == Kind.ELSE && (after == Kind.IF || after == Kind.WITH);
        if (!elseBranch) {
            expect(Kind.RIGHT_DELIMITER, word == Kind.END ? "end" : "else");
        }
    }

    private void definition() {
        takeNonSpace();
        String context = "define clause";
        Token token = takeNonSpace();
        if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
            throw unexpected(token, context);
        }
        String called = unquoted(token);
        expect(Kind.RIGHT_DELIMITER, context);
        List<String> outer = List.copyOf(variables);
        variables.clear();
        variables.add("$");
        Part body = part(false);
        if (body.end() != Kind.END) {
            throw fault("unexpected {{else}} in " + context);
        }
        variables.clear();
        variables.addAll(outer);
        define(called, body.nodes());
    }

    private void define(String called, Sequence body) {
        if (defined.put(called, body) != null) {
            throw fault("template: multiple definition of template " + GoText.quote(called));
        }
    }

    private TemplateNode action() {
        Token token = peekNonSpace();
        return switch (token.kind()) {
            case IF, WITH, RANGE -> {
                take();
                yield branch(Branch.Kind.valueOf(token.kind().name()));
            }
            case BREAK, CONTINUE -> {
                take();
                yield jump(token);
            }
            case TEMPLATE -> {
                take();
                yield call();
            }
            case BLOCK -> {
                take();
                yield block();
            }
            default -> {
                Pipeline pipeline = pipeline("command", Kind.RIGHT_DELIMITER);
                yield new TemplateNode.Action(pipeline.position(), pipeline);
            }
        };
    }

    private TemplateNode jump(Token token) {
        Token after = takeNonSpace();
        if (!after.is(Kind.RIGHT_DELIMITER)) {
            throw unexpected(after, "{{" + token.text() + "}}");
        }
        if (ranges == 0) {
            throw fault("{{" + token.text() + "}} outside {{range}}");
        }
        return new TemplateNode.Jump(token.position(), token.is(Kind.BREAK));
    }

    private TemplateNode branch(Branch.Kind kind) {
        deeper();
        int known = variables.size();
        Pipeline pipeline = pipeline(kind.word(), Kind.RIGHT_DELIMITER);
        ranges += kind == Branch.Kind.RANGE ? 1 : 0;
        Part body = part(false);
        ranges -= kind == Branch.Kind.RANGE ? 1 : 0;
        Sequence otherwise = null;
        if (body.end() == Kind.ELSE) {
            Kind word = peek().kind();
            boolean elseBranch = word == Kind.IF || word == Kind.WITH;
            if (elseBranch && word.name().equals(kind.name())) {
                int position = take().position();
                otherwise = new Sequence(position, List.of(branch(kind)));
            } else {
                Part rest = part(false);
                if (rest.end() != Kind.END) {
                    throw fault("expected end; found {{else}}");
                }
                otherwise = rest.nodes();
            }
        }
        forgetVariables(known);
        depth--;
        return new Branch(pipeline.position(), kind, pipeline, body.nodes(), otherwise);
    }

    private void deeper() {
        if (++depth > DEPTH_MAX) {
            throw fault("nested deeper than " + DEPTH_MAX);
        }
    }

    private void forgetVariables(int known) {
        variables.subList(known, variables.size()).clear();
    }

    private TemplateNode call() {
        Token token = takeNonSpace();
        String called = templateName(token, "template clause");
        Pipeline pipeline = null;
        if (!takeNonSpace().is(Kind.RIGHT_DELIMITER)) {
            next--;
            pipeline = pipeline("template clause", Kind.RIGHT_DELIMITER);
        }
        return new TemplateNode.Call(token.position(), called, pipeline);
    }

    private TemplateNode block() {
        Token token = takeNonSpace();
        String called = templateName(token, "block clause");
        Pipeline pipeline = pipeline("block clause", Kind.RIGHT_DELIMITER);
        Part body = part(false);
        if (body.end() != Kind.END) {
            throw fault("unexpected {{else}} in block clause");
        }
        define(called, body.nodes());
        return new TemplateNode.Call(token.position(), called, pipeline);
    }

    private String templateName(Token token, String context) {
        if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
            throw unexpected(token, context);
        }
        return unquoted(token);
    }

    private Pipeline pipeline(String context, Kind end) {
        deeper();
        Token first = peekNonSpace();
        List<Variable> declared = new ArrayList<>();
        boolean assigns = declarations(context, declared);
        List<Command> commands = new ArrayList<>();
        while (true) {
            Token token = takeNonSpace();
            if (token.is(end)) {
                break;
            }
            if (!OPERANDS.contains(token.kind())) {
                throw unexpected(token, context);
            }
            next--;
            commands.add(command());
        }
        check(commands, context);
        depth--;
        return new Pipeline(first.position(), declared, assigns, commands);
    }

    /** Reads {@code $x :=}, {@code $x =} or, of a range, {@code $i, $x :=}; whether it is {@code =}. */
    private boolean declarations(String context, List<Variable> declared) {
        while (peekNonSpace().is(Kind.VARIABLE)) {
            int before = next;
            Token variable = take();
            Token after = peekNonSpace();
            boolean comma = after.is(Kind.CHARACTER) && after.text().equals(",");
            if (!after.is(Kind.ASSIGN) && !after.is(Kind.DECLARE) && !comma) {
                next = before;
                return false;
            }
            takeNonSpace();
            declared.add(new Variable(variable.position(), List.of(variable.text())));
            variables.add(variable.text());
            if (!comma) {
                return after.is(Kind.ASSIGN);
            }
            if (!context.equals("range") || declared.size() >= 2) {
                throw fault("too many declarations in " + context);
            }
            Kind then = peekNonSpace().kind();
            if (then != Kind.VARIABLE && then != Kind.RIGHT_DELIMITER && then != Kind.RIGHT_PARENTHESIS) {
                throw fault("range can only initialize variables");
            }
        }
        return false;
    }

    private void check(List<Command> commands, String context) {
        if (commands.isEmpty()) {
            throw fault("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            switch (commands.get(i).words().getFirst()) {
                case TemplateNode.Bool bool -> throw notExecutable(i);
                case TemplateNode.Dot dot -> throw notExecutable(i);
                case TemplateNode.Nil nil -> throw notExecutable(i);
                case TemplateNode.Numeral number -> throw notExecutable(i);
                case TemplateNode.Literal literal -> throw notExecutable(i);
                default -> {
                    // What may take the value of the stage before it.
                }
            }
        }
    }

    private TemplateFault notExecutable(int index) {
        return fault("non executable command in pipeline stage " + (index + 1));
    }

    private Command command() {
        int position = peekNonSpace().position();
        List<TemplateNode> words = new ArrayList<>();
        while (true) {
            peekNonSpace();
            TemplateNode operand = operand();
            if (operand != null) {
                words.add(operand);
            }
            Token token = take();
            if (token.is(Kind.SPACE)) {
                continue;
            }
            if (token.is(Kind.RIGHT_DELIMITER) || token.is(Kind.RIGHT_PARENTHESIS)) {
                next--;
            } else if (!token.is(Kind.PIPE)) {
                throw unexpected(token, "operand");
            }
            break;
        }
        if (words.isEmpty()) {
            throw fault("empty command");
        }
        return new Command(position, words);
    }

    private @Nullable TemplateNode operand() {
        TemplateNode term = term();
        if (term == null || !peek().is(Kind.FIELD)) {
            return term;
        }
        int position = peek().position();
        List<String> names = new ArrayList<>();
        while (peek().is(Kind.FIELD)) {
            names.add(take().text().substring(1));
        }
        return switch (term) {
            case TemplateNode.Field field -> new TemplateNode.Field(position, joined(field.names(), names));
            case Variable variable -> new Variable(position, joined(variable.names(), names));
            case TemplateNode.Bool bool -> throw noFields(term);
            case TemplateNode.Literal literal -> throw noFields(term);
            case TemplateNode.Numeral number -> throw noFields(term);
            case TemplateNode.Nil nil -> throw noFields(term);
            case TemplateNode.Dot dot -> throw noFields(term);
            default -> new TemplateNode.Chain(position, term, names);
        };
    }

    private TemplateFault noFields(TemplateNode term) {
        return fault("unexpected . after term " + GoText.quote(term.toString()));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private @Nullable TemplateNode term() {
        Token token = takeNonSpace();
        int position = token.position();
        return switch (token.kind()) {
            case IDENTIFIER -> {
                if (!functions.contains(token.text())) {
                    throw fault("function " + GoText.quote(token.text()) + " not defined");
                }
                yield new TemplateNode.Identifier(position, token.text());
            }
            case DOT -> new TemplateNode.Dot(position);
            case NIL -> new TemplateNode.Nil(position);
            case VARIABLE -> {
                if (!variables.contains(token.text())) {
                    throw fault("undefined variable " + GoText.quote(token.text()));
                }
                yield new Variable(position, List.of(token.text()));
            }
            case FIELD -> new TemplateNode.Field(position, List.of(token.text().substring(1)));
            case BOOL -> new TemplateNode.Bool(position, token.text().equals("true"));
            case NUMBER, CHARACTER_CONSTANT -> new TemplateNode.Numeral(position, number(token));
            case LEFT_PARENTHESIS -> pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
            case STRING, RAW_STRING -> new TemplateNode.Literal(position, token.text(), unquoted(token));
            default -> {
                next--;
                yield null;
            }
        };
    }

    private GoNumber number(Token token) {
        try {
            if (token.is(Kind.NUMBER)) {
                return GoNumber.parse(token.text());
            }
            String character = unquoted(token);
            if (character.codePointCount(0, character.length()) != 1) {
                throw new TemplateFault("malformed character constant: " + token.text());
            }
            return new GoNumber(token.text(), (long) character.codePointAt(0), character.codePointAt(0));
        } catch (TemplateFault fault) {
            throw fault(fault.getMessage());
        }
    }

    private String unquoted(Token token) {
        String inside = token.text().substring(1, token.text().length() - 1);
        if (token.is(Kind.RAW_STRING)) {
            return inside.replace("\r", "");
        }
        try {
            return GoText.unescape(inside, token.text().charAt(0));
        } catch (IllegalArgumentException e) {
            throw fault("invalid syntax");
        }
    }
}
