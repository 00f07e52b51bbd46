namespace VpceTools.Templates;

/// <summary>The sections of a template, each part of which is still as it is written.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html</remarks>
internal sealed class Template
{
    private const string LanguageExtensions = "AWS::LanguageExtensions";

    /// <summary>What AWS's own transforms add or replace has nothing to do with the network; their functions are evaluated here.</summary>
    private static readonly string[] Harmless =
    [
        LanguageExtensions, "AWS::Serverless-2016-10-31", "AWS::CodeDeployBlueGreen", "AWS::SecretsManager-2020-07-23",
        "AWS::SecretsManager-2024-09-16",
    ];

    private Template(TemplateNode root) => Root = root;

    /// <summary>All of it.</summary>
    public TemplateNode Root { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyDictionary<string, TemplateParameter> Parameters { get; private set; } = new Dictionary<string, TemplateParameter>();

    /// <summary>The mappings.</summary>
    public IReadOnlyDictionary<string, TemplateNode> Mappings { get; private set; } = new Dictionary<string, TemplateNode>();

    /// <summary>The conditions.</summary>
    public IReadOnlyDictionary<string, TemplateNode> Conditions { get; private set; } = new Dictionary<string, TemplateNode>();

    /// <summary>The resources in their order.</summary>
    public IReadOnlyList<TemplateResource> Resources { get; private set; } = [];

    /// <summary>The outputs.</summary>
    public IReadOnlyDictionary<string, TemplateNode> Outputs { get; private set; } = new Dictionary<string, TemplateNode>();

    /// <summary>Takes the sections apart.</summary>
    /// <exception cref="TemplateException">It is no template, or one that a macro has yet to make.</exception>
    /// <param name="root">All of it.</param>
    /// <param name="given">The values of parameters, over which loops may run.</param>
    public static Template From(TemplateNode root, IReadOnlyDictionary<string, string>? given = null)
    {
        if (root.Kind != TemplateNodeKind.Mapping || root["Resources"] is null)
            throw new TemplateException(TemplateException.Invalid, "This is no CloudFormation template: it has no Resources.", 0);
        if (MacrosOf(root).Any(macro => macro.Name == LanguageExtensions))
            root = TemplateLoops.WrittenOut(root, name => ElementsOf(root, name, given));
        RefuseMacros(root);
        return new(root)
        {
            Parameters = Section(root, "Parameters").ToDictionary(m => m.Name, TemplateParameter.From, StringComparer.Ordinal),
            Mappings = Section(root, "Mappings").ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal),
            Conditions = Section(root, "Conditions").ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal),
            Resources = [.. Section(root, "Resources").Select(TemplateResource.From)],
            Outputs = Section(root, "Outputs").ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal),
        };
    }

    private static IEnumerable<(string Name, int Line)> MacrosOf(TemplateNode root) => root["Transform"] is not { } transform ? []
        : (transform.Kind == TemplateNodeKind.List ? transform.Items : [transform])
            .Select(macro => (macro.Kind == TemplateNodeKind.Mapping ? macro["Name"]?.Text ?? "" : macro.Text, macro.Line));

    private static IReadOnlyList<string>? ElementsOf(TemplateNode root, string name, IReadOnlyDictionary<string, string>? given)
    {
        var value = given is not null && given.TryGetValue(name, out var told) ? told
            : Section(root, "Parameters").FirstOrDefault(parameter => parameter.Name == name)?.Value is { Kind: TemplateNodeKind.Mapping } node
                && TemplateParameter.From(new(name, node.Line, node)) is { IsStored: false, Default: { } written } ? written : null;
        return value is null ? null : [.. value.Split(',').Select(item => item.Trim()).Where(item => item.Length > 0)];
    }

    private static void RefuseMacros(TemplateNode root)
    {
        foreach (var (name, line) in MacrosOf(root))
            if (Array.IndexOf(Harmless, name) < 0)
                throw NotProcessed($"the macro '{name}' has yet to make what is deployed", line);

        foreach (var member in Section(root, "Resources"))
            if (member.Name.StartsWith("Fn::", StringComparison.Ordinal))
                throw NotProcessed($"'{member.Name}' has yet to make resources", member.Line);
    }

    private static TemplateException NotProcessed(string why, int line) => new(
        TemplateException.NotProcessed, NotProcessedText(why), line);

    /// <summary>Why a template cannot be judged as it is, and what can.</summary>
    public static string NotProcessedText(string why) =>
        $"The template is not processed: {why}. Judge what 'aws cloudformation get-template --template-stage Processed' gives for the "
            + "stack or for a change set of it.";

    private static IReadOnlyList<TemplateMember> Section(TemplateNode root, string name) => root[name] switch
    {
        null or { Kind: TemplateNodeKind.Nothing } => [],
        { Kind: TemplateNodeKind.Mapping } section => section.Members,
        var other => throw new TemplateException(TemplateException.Invalid, $"{name} is {other.Description} and should be a mapping.",
            other.Line),
    };
}

/// <summary>A resource as it is written.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Type">Its type, such as <c>AWS::EC2::VPCEndpoint</c>.</param>
/// <param name="Condition">The condition that it exists by; null where it always does.</param>
/// <param name="Properties">Its properties; null without any.</param>
/// <param name="Metadata">Its metadata; null without any.</param>
/// <param name="Line">The line of its logical id.</param>
internal sealed record TemplateResource(
    string LogicalId, string Type, string? Condition, TemplateNode? Properties, TemplateNode? Metadata, int Line)
{
    public static TemplateResource From(TemplateMember member)
    {
        if (member.Value.Kind != TemplateNodeKind.Mapping)
            throw new TemplateException(
                TemplateException.Invalid, $"The resource '{member.Name}' is {member.Value.Description} and should be a mapping.",
                member.Line);
        if (member.Value["Type"] is not { Kind: TemplateNodeKind.Text, Text.Length: > 0 } type)
            throw new TemplateException(TemplateException.Invalid, $"The resource '{member.Name}' has no Type.", member.Line);
        return new(
            member.Name, type.Text, member.Value["Condition"]?.Text, member.Value["Properties"], member.Value["Metadata"], member.Line);
    }
}

/// <summary>A parameter as it is declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, such as <c>List&lt;AWS::EC2::Subnet::Id&gt;</c>.</param>
/// <param name="Default">Its default; null without one.</param>
/// <param name="AllowedValues">The only values that it takes; none where any is taken.</param>
/// <param name="IsSecret">Whether its value is masked.</param>
/// <param name="Line">The line of its name.</param>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html</remarks>
internal sealed record TemplateParameter(
    string Name, string Type, string? Default, IReadOnlyList<string> AllowedValues, bool IsSecret, int Line)
{
    /// <summary>Whether CloudFormation looks its value up in Parameter Store.</summary>
    public bool IsStored => Type.StartsWith("AWS::SSM::Parameter::Value<", StringComparison.Ordinal);

    /// <summary>Whether its value is a list, which is written with commas.</summary>
    public bool IsList => Type == "CommaDelimitedList" || Type.Contains("List<")
        || Type.Contains("<CommaDelimitedList");

    public static TemplateParameter From(TemplateMember member)
    {
        var node = member.Value;
        if (node.Kind != TemplateNodeKind.Mapping || node["Type"] is not { Kind: TemplateNodeKind.Text } type)
            throw new TemplateException(TemplateException.Invalid, $"The parameter '{member.Name}' has no Type.", member.Line);
        return new(
            member.Name, type.Text, node["Default"] is { Kind: TemplateNodeKind.Text } value ? value.Text : null,
            [.. (node["AllowedValues"]?.Items ?? []).Select(item => item.Text)],
            string.Equals(node["NoEcho"]?.Text, "true", StringComparison.OrdinalIgnoreCase), member.Line);
    }
}
