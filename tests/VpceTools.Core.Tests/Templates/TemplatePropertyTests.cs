using CsCheck;
using VpceTools.Templates;
using Xunit;

namespace VpceTools.Core.Tests.Templates;

/// <summary>
/// Random templates against the simplest oracle that can be written: it knows every parameter and computes texts. What the evaluator says
/// with all parameters must be the oracle's text; what it says with some of them must be the same text once the rest is put in.
/// </summary>
public sealed class TemplatePropertyTests
{
    private static readonly string[] Texts = ["a", "b", "", "a,b", "b,a,a"];

    private static readonly Gen<string[]> Parameters = Gen.Int[0, Texts.Length - 1].Select(i => Texts[i]).Array[3];

    [Fact]
    public void With_all_parameters_the_evaluator_says_what_the_oracle_says() => Gen.Select(Expressions(3), Parameters)
        .Sample((expression, values) =>
    {
        var given = Enumerable.Range(0, 3).ToDictionary(i => $"P{i}", i => (TemplateValue)new KnownText(values[i]));
        Assert.Equal(expression.Text(values), Evaluate(expression, given).Canonical);
    }, iter: 2000);

    [Fact]
    public void With_some_parameters_it_says_the_same_once_the_others_are_put_in() =>
        Gen.Select(Expressions(3), Parameters, Gen.Bool.Array[3]).Sample((expression, values, known) =>
        {
            var given = Enumerable.Range(0, 3).Where(i => known[i])
                .ToDictionary(i => $"P{i}", i => (TemplateValue)new KnownText(values[i]));
            var value = Evaluate(expression, given);
            // Of too many candidates the evaluator says that it does not know.
            if (!GivesUp(value))
                Assert.Equal(expression.Text(values), PutIn(value, values));
        }, iter: 2000);

    private static TemplateValue Evaluate(Expression expression, IReadOnlyDictionary<string, TemplateValue> given)
    {
        var conditions = new List<string>();
        var value = expression.Yaml(conditions);
        var yaml = "Parameters:\n  P0: { Type: String }\n  P1: { Type: String }\n  P2: { Type: String }\nConditions:\n  Never: !Equals [a, b]\n"
            + string.Concat(conditions.Select((condition, i) => $"  C{i}: {condition}\n"))
            + $"Resources:\n  It:\n    Type: Custom::It\n    Properties:\n      Value: {value}\n";
        return Evaluated.Stack(yaml, new() { Parameters = given }).Resources().Single().Properties["Value"]!;
    }

    private static string PutIn(TemplateValue value, string[] values) => value switch
    {
        KnownText known => known.Text,
        UnknownValue unknown => values[unknown.Name[1] - '0'],
        JoinedText joined => string.Concat(joined.Parts.Select(part => PutIn(part, values))),
        ChoiceValue choice => PutIn(Outcome(choice.Condition, values) ? choice.Then : choice.Else, values),
        _ => throw new InvalidOperationException(value.Canonical),
    };

    private static bool GivesUp(TemplateValue value) => value switch
    {
        UnknownValue unknown => unknown.Name is not ("P0" or "P1" or "P2"),
        JoinedText joined => joined.Parts.Any(GivesUp),
        ChoiceValue choice => choice.Condition.Comparisons.Any(comparison => comparison.Left.Contains("values", StringComparison.Ordinal))
            || GivesUp(choice.Then) || GivesUp(choice.Else),
        _ => false,
    };

    private static bool Outcome(TemplateCondition condition, string[] values) =>
        condition.Under(condition.Comparisons.Distinct()
            .ToDictionary(comparison => comparison, comparison => Holds(comparison, values))).Value!.Value;

    private static bool Holds(TemplateCondition.Comparison comparison, string[] values) =>
        Put(comparison.Left, values) == Put(comparison.Right, values);

    private static string Put(string canonical, string[] values)
    {
        for (var i = 0; i < 3; i++)
            canonical = canonical.Replace($"${{P{i}}}", values[i], StringComparison.Ordinal);
        return canonical;
    }

    private static Gen<Expression> Expressions(int depth)
    {
        var leaf = Gen.OneOf(Gen.Int[0, 2].Select(i => (Expression)new Literal(new[] { "a", "b", "x" }[i])),
            Gen.Int[0, 2].Select(i => (Expression)new Parameter(i)));
        if (depth == 0)
            return leaf;
        var inner = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Array[1, 3].Select(parts => (Expression)new Join(parts)),
            inner.Array[1, 2].Select(parts => (Expression)new Sub(parts)),
            Gen.Select(Gen.Int[0, 2], inner.Array[3]).Select((i, parts) => (Expression)new Select(i, parts)),
            Gen.Select(leaf, leaf, Gen.Bool, inner, inner)
                .Select((l, r, not, then, otherwise) => (Expression)new If(l, r, not, then, otherwise)));
    }

    private abstract record Expression
    {
        public abstract string Yaml(List<string> conditions);

        public abstract string Text(string[] values);
    }

    private sealed record Literal(string Value) : Expression
    {
        public override string Yaml(List<string> conditions) => $"'{Value}'";

        public override string Text(string[] values) => Value;
    }

    private sealed record Parameter(int Index) : Expression
    {
        public override string Yaml(List<string> conditions) => $"!Ref P{Index}";

        public override string Text(string[] values) => values[Index];
    }

    private sealed record Join(Expression[] Parts) : Expression
    {
        public override string Yaml(List<string> conditions) =>
            $"!Join ['-', [{string.Join(", ", Parts.Select(part => part.Yaml(conditions)))}]]";

        public override string Text(string[] values) => string.Join('-', Parts.Select(part => part.Text(values)));
    }

    private sealed record Sub(Expression[] Parts) : Expression
    {
        public override string Yaml(List<string> conditions) => "!Sub ['<" + string.Concat(Parts.Select((_, i) => $"${{V{i}}}")) + ">', { "
            + string.Join(", ", Parts.Select((part, i) => $"V{i}: {part.Yaml(conditions)}")) + " }]";

        public override string Text(string[] values) => "<" + string.Concat(Parts.Select(part => part.Text(values))) + ">";
    }

    private sealed record Select(int Index, Expression[] Parts) : Expression
    {
        public override string Yaml(List<string> conditions) =>
            $"!Select [{Index}, [{string.Join(", ", Parts.Select(part => part.Yaml(conditions)))}]]";

        public override string Text(string[] values) => Parts[Index].Text(values);
    }

    private sealed record If(Expression Left, Expression Right, bool Not, Expression Then, Expression Else) : Expression
    {
        public override string Yaml(List<string> conditions)
        {
            var equals = $"!Equals [{Left.Yaml(conditions)}, {Right.Yaml(conditions)}]";
            conditions.Add(Not ? $"!Not [{equals}]" : equals);
            var name = $"C{conditions.Count - 1}";
            return $"!If [{name}, {Then.Yaml(conditions)}, {Else.Yaml(conditions)}]";
        }

        public override string Text(string[] values) => (Left.Text(values) == Right.Text(values)) != Not ? Then.Text(values)
            : Else.Text(values);
    }
}
