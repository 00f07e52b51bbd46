using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>One condition of a statement: an operator, a context key and the values to compare with.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html</remarks>
public sealed class PolicyCondition
{
    private const byte No = 1;
    private const byte Yes = 2;

    // Made when it is first needed: reading a policy must not cost what deciding with it does. One byte, which threads read whole where a
    // bool? has two: 0 is not made yet.
    private byte _lacksQualifier;
    private string? _meantKey;

    internal PolicyCondition(ConditionOperator @operator, string key, ValueList<ConditionValue> values, TextPosition position)
    {
        Operator = @operator;
        Key = key;
        Values = values;
        Position = position;
    }

    public ConditionOperator Operator { get; }

    /// <summary>The context key; its case does not matter.</summary>
    public string Key { get; }

    /// <summary>The values, in the order of the text.</summary>
    public ValueList<ConditionValue> Values { get; }

    public TextPosition Position { get; }

    /// <summary>Whether the key can have several values and the operator does not say how they are treated.</summary>
    internal bool LacksQualifier
    {
        get
        {
            if (_lacksQualifier == 0)
                _lacksQualifier = Operator.Qualifier == SetQualifier.None && Operator.Kind != ConditionOperatorKind.Null
                    && ConditionKeys.IsMultivalued(Key) ? Yes : No;
            return _lacksQualifier == Yes;
        }
    }

    /// <summary>The key that is meant where the one that stands here is none, but nearly one; null otherwise. No request has it.</summary>
    internal string? MeantKey => (_meantKey ??= ConditionKeys.FindMeant(Key) ?? "") is { Length: > 0 } meant ? meant : null;

    public override string ToString() =>
        Values.Count == 1 ? $"{Operator.Name} {Key} '{Values[0].Text}'"
            : $"{Operator.Name} {Key} [{string.Join(", ", Values.Select(value => $"'{value.Text}'"))}]";
}

/// <summary>A value that a condition compares a context key with.</summary>
public sealed class ConditionValue
{
    private readonly ConditionOperatorKind _kind;

    // Made when it is first needed: reading a policy must not cost what deciding with it does.
    private ConditionComparand? _comparand;

    internal ConditionValue(string text, TextPosition position, ConditionOperator @operator, PolicyVersion version)
    {
        Text = text;
        Position = position;
        Template = version == PolicyVersion.V2012 && @operator.TakesVariables ? PolicyTemplate.Parse(text) : PolicyTemplate.Plain(text);
        _kind = @operator.Kind;
    }

    /// <summary>The text; numbers and Booleans as the document writes them.</summary>
    public string Text { get; }

    public TextPosition Position { get; }

    public override string ToString() => Text;

    internal PolicyTemplate Template { get; }

    /// <summary>The value in the form that its operator compares; null while variables are open.</summary>
    internal ConditionComparand? Comparand =>
        Template.HasVariables ? null : _comparand ??= ConditionComparand.Create(_kind, Template.Parts);
}
