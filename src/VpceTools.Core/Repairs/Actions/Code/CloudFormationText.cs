using System.Text;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions.Code;

/// <summary>Writes changes as parts of a CloudFormation template, in the language of the file that they belong to.</summary>
internal static class CloudFormationText
{
    private static readonly Dictionary<string, string> IdAttributes = new(StringComparer.Ordinal) { ["sg"] = "GroupId" };

    /// <summary>The changes; empty where code has no word for any of them.</summary>
    public static string Of(IEnumerable<CodeChange> changes, CodeNames names)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        return string.Join("\n", changes.Where(change => names.OriginOf(change.ResourceId)?.Language is not CodeLanguage.Terraform)
            .Select(change => Of(change, names, taken)));
    }

    private static string Of(CodeChange change, CodeNames names, Dictionary<string, int> taken)
    {
        var origin = names.OriginOf(change.ResourceId);
        if (origin?.Path is { } path)
            return CdkHint.Of(change, path, names);
        var isJson = origin?.Language == CodeLanguage.CloudFormationJson;
        var lines = new StringBuilder();
        var place = origin is null ? $"the {change.Type} {change.ResourceId}"
            : (origin.LogicalId ?? origin.Address) + (origin.Line is { } line ? $" (line {line})" : "");
        var isInline = change.Suffix is not null && names.HasInlineRules(change.ResourceId, change.IsEgress);
        if (change.Suffix is null || isInline)
        {
            var list = change.IsEgress ? "SecurityGroupEgress" : "SecurityGroupIngress";
            // JSON has no place for a remark on a member.
            var isAdded = isJson && change.Properties.Any(property => property.Kind == CodeValueKind.Added);
            lines.Append($"# In {place}, {(isInline ? $"one more element of {list}" : "Properties")}")
                .Append(isAdded ? ", to be added to what the lists hold:" : ":");
            var properties = change.Properties.Where(property => !isInline || property.Name != "GroupId").ToList();
            if (isJson)
            {
                var members = properties.Select(Json);
                return $"{lines}\n{(isInline ? $"{{ {string.Join(", ", members)} }}" : string.Join(",\n", members))}";
            }

            for (var i = 0; i < properties.Count; i++)
                lines.Append('\n').Append(isInline ? i == 0 ? "- " : "  " : "").Append(Yaml(properties[i]));
            return lines.ToString();
        }

        var name = NameOf(origin, change, taken);
        if (isJson)
            return $$"""
                "{{name}}": { "Type": "{{change.Type}}", "Properties": { {{string.Join(", ", change.Properties.Select(Json))}} } }
                """;
        lines.Append($"{name}:\n  Type: {change.Type}\n  Properties:");
        foreach (var property in change.Properties)
            lines.Append("\n    ").Append(Yaml(property).Replace("\n", "\n    "));
        return lines.ToString();

        string Yaml(CodeProperty property) => property.Kind switch
        {
            CodeValueKind.Added or CodeValueKind.Ids => $"{property.Name}:{(property.Kind == CodeValueKind.Added ? " # add" : "")}"
                + string.Concat(property.Values.Select(id => $"\n  - {Reference(id, origin, names, isJson)}")),
            CodeValueKind.Service => $"{property.Name}: !Sub {InAnyRegion(property)}",
            CodeValueKind.Ports => $"{property.Name}: {{ From: {property.Values[0]}, To: {property.Values[1]} }}",
            _ => $"{property.Name}: {One(property)}",
        };

        string Json(CodeProperty property) => property.Kind switch
        {
            CodeValueKind.Service =>
                $$"""
                "{{property.Name}}": { "Fn::Sub": "{{InAnyRegion(property)}}" }
                """,
            CodeValueKind.Added or CodeValueKind.Ids =>
                $"\"{property.Name}\": [{string.Join(", ", property.Values.Select(id => Reference(id, origin, names, isJson)))}]",
            CodeValueKind.Ports => $"\"{property.Name}\": {{ \"From\": {property.Values[0]}, \"To\": {property.Values[1]} }}",
            CodeValueKind.Text => $"\"{property.Name}\": {JsonSerializer.Serialize(property.Values[0])}",
            _ => $"\"{property.Name}\": {One(property)}",
        };

        string One(CodeProperty property) => property.Kind switch
        {
            CodeValueKind.Id => Reference(property.Values[0], origin, names, isJson),
            CodeValueKind.Document => names.DocumentOf(property.Values[0], id => Reference(id, origin, names, isJson)) ?? "",
            CodeValueKind.Block => BlockOf(property.Values[0], origin, names, isJson),
            _ => property.Values[0],
        };
    }

    private static string InAnyRegion(CodeProperty service) =>
        service.Values[0].Replace($".{service.Values[1]}.", ".${AWS::Region}.");

    /// <summary>A logical id that nothing has yet: letters and digits only.</summary>
    private static string NameOf(CodeOrigin? origin, CodeChange change, Dictionary<string, int> taken)
    {
        var name = (origin?.LogicalId ?? "Endpoint") + change.Suffix;
        taken[name] = taken.TryGetValue(name, out var count) ? count + 1 : 1;
        return taken[name] == 1 ? name : name + "And" + taken[name].ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Reference(string id, CodeOrigin? from, CodeNames names, bool isJson)
    {
        if (names.ParameterOf(id) is { } parameter && parameter.All(char.IsLetterOrDigit))
            return isJson ? $$"""{ "Ref": "{{parameter}}" }""" : $"!Ref {parameter}";
        if (!names.IsMadeUp(id))
            return isJson ? $"\"{id}\"" : id;
        if (names.OriginOf(id) is not { LogicalId: { } logical } to || from is null || !CodeNames.AreTogether(from, to))
        {
            var what = $"the id of {names.OriginOf(id)?.Address ?? "a resource that is not in the code"}";
            return isJson ? JsonSerializer.Serialize(what) : $"# {what}";
        }

        // The default group, ACL and table come with their VPC: only the first two have names there.
        if (to.Comes is { } attribute)
            return isJson ? $$"""{ "Fn::GetAtt": ["{{logical}}", "{{attribute}}"] }""" : $"!GetAtt {logical}.{attribute}";
        return IdAttributes.TryGetValue(id.Split('-')[0], out var name)
            ? isJson ? $$"""{ "Fn::GetAtt": ["{{logical}}", "{{name}}"] }""" : $"!GetAtt {logical}.{name}"
            : isJson ? $$"""{ "Ref": "{{logical}}" }""" : $"!Ref {logical}";
    }

    private static string BlockOf(string block, CodeOrigin? from, CodeNames names, bool isJson) =>
        names.OwnerOf(block) is { } owner && names.OriginOf(owner) is { LogicalId: { } logical } to && from is not null
            && CodeNames.AreTogether(from, to)
                ? isJson ? $$"""{ "Fn::GetAtt": ["{{logical}}", "CidrBlock"] }""" : $"!GetAtt {logical}.CidrBlock"
                : isJson ? $"\"{block}\"" : block.Contains(':') ? $"'{block}'" : block;
}
