using System.Xml.Linq;
using VpceTools.HelpBuilder.Pages;

namespace VpceTools.HelpBuilder;

/// <summary>
/// Writes help as the engine reads it:
/// https://learn.microsoft.com/powershell/scripting/developer/help/writing-help-for-windows-powershell-cmdlets.
/// </summary>
public static class MamlWriter
{
    private static readonly XNamespace Items = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The document for an assembly's cmdlets.</summary>
    public static XDocument Write(IEnumerable<CmdletHelp> cmdlets) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(
            Items + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            cmdlets.Select(Cmdlet)));

    private static XElement Cmdlet(CmdletHelp help) => new(
        Command + "command",
        new XElement(
            Command + "details",
            new XElement(Command + "name", help.Cmdlet.Name),
            new XElement(Command + "verb", help.Cmdlet.Verb),
            new XElement(Command + "noun", help.Cmdlet.Noun),
            new XElement(Maml + "description", Para(help.Synopsis))),
        new XElement(Maml + "description", Paras(help.Description)),
        new XElement(Command + "syntax", help.Cmdlet.Sets.Select(set => Syntax(help, set))),
        new XElement(Command + "parameters", help.Parameters.Select(p => Parameter(p.Parameter, p.Help, set: null))),
        new XElement(Command + "inputTypes", help.Inputs.Select(i => Type("inputType", i.Type, i.Text))),
        new XElement(Command + "returnValues", help.Outputs.Select(o => Type("returnValue", o.Type, o.Text))),
        help.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paras(help.Notes))),
        new XElement(Command + "examples", help.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", help.Links.Select(Link)));

    private static XElement Syntax(CmdletHelp help, string? set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", help.Cmdlet.Name),
        help.Parameters.Where(p => p.Parameter.IsIn(set))
            .OrderBy(p => p.Parameter.Position ?? int.MaxValue).ThenByDescending(p => p.Parameter.IsMandatory(set))
            .Select(p => Parameter(p.Parameter, p.Help, set)));

    private static XElement Parameter(CompiledParameter parameter, ParameterHelp help, string? set)
    {
        var type = TypeName(parameter.Type);
        return new(
            Command + "parameter",
            new XAttribute("required", Boolean(parameter.IsMandatory(set))),
            new XAttribute("variableLength", Boolean(parameter.Type.IsArray)),
            new XAttribute("globbing", Boolean(parameter.SupportsWildcards)),
            new XAttribute("pipelineInput", parameter.PipelineInput),
            new XAttribute("position", parameter.Position is { } position ? $"{position}" : "named"),
            new XAttribute("aliases", parameter.Aliases),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paras(help.Text)),
            parameter.Words.Count > 0 ? new XElement(Command + "parameterValueGroup", parameter.Words.Select(Value)) : null,
            parameter.IsSwitch ? null : Value(type),
            new XElement(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", help.Default ?? (parameter.IsSwitch ? "False" : "None")));
    }

    private static XElement Value(string text) =>
        new(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), text);

    private static XElement Type(string element, string type, IReadOnlyList<Block> text) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type)),
        new XElement(Maml + "description", Paras(text)));

    private static XElement Example(Example example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"----- Example {index + 1}: {example.Title} -----"),
        new XElement(Dev + "code", example.Code),
        // The empty paragraph keeps the next example apart.
        new XElement(Dev + "remarks", Paras(example.Remarks), Para("")));

    // The address is part of the text: Get-Help -Online would open the first <uri> as if it were the cmdlet's help, which is on no web
    // page.
    private static XElement Link((string Text, string Target) link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Target.StartsWith("https://", StringComparison.Ordinal)
            ? $"{link.Text} {link.Target}" : link.Text),
        new XElement(Maml + "uri"));

    private static IEnumerable<XElement> Paras(IEnumerable<Block> blocks) => blocks.Select(block => Para(block.Kind switch
    {
        BlockKind.Item => "- " + block.Text,
        BlockKind.Row => string.Join(": ", block.Cells),
        _ => block.Text,
    }));

    private static XElement Para(string text) => new(Maml + "para", text);

    private static string Boolean(bool value) => value ? "true" : "false";

    private static string TypeName(Type type) => type.IsArray ? TypeName(type.GetElementType()!) + "[]" : type.Name;
}
