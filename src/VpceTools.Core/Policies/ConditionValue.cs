namespace VpceTools.Policies;

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

    /// <summary>Where the value stands.</summary>
    public TextPosition Position { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal PolicyTemplate Template { get; }

    /// <summary>The value in the form that its operator compares; null while variables are open.</summary>
    internal ConditionComparand? Comparand => Template.HasVariables ? null : _comparand ??= ConditionComparand.Create(_kind, Template.Parts);
}
