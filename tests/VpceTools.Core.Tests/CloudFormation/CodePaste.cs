using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>
/// What a person does with the lines of a fix: a resource goes to the resources, properties and elements into the resource that is named.
/// </summary>
internal static class CodePaste
{
    private const string Element = "one more element of ";

    /// <summary>A template in YAML, whose resources stand at two blanks and their properties at six, with a fix.</summary>
    public static string IntoYaml(string template, string fix)
    {
        var lines = template.TrimEnd('\n').Split('\n').ToList();
        var parts = fix.Split('\n');
        if (!parts[0].StartsWith("# In ", StringComparison.Ordinal))
            lines.AddRange(parts.Select(part => "  " + part));
        else
            Change(lines, parts);
        var text = string.Join("\n", lines) + "\n";
        Assert.Null(TemplateYaml.Read(text).Error);
        return text;
    }

    /// <summary>A template in JSON with a fix.</summary>
    public static string IntoJson(string template, string fix)
    {
        var root = JsonNode.Parse(template)!;
        var parts = fix.Split('\n', 2);
        if (!parts[0].StartsWith("# In ", StringComparison.Ordinal))
        {
            foreach (var (name, resource) in JsonNode.Parse("{" + fix.Replace("\n\"", ",\n\"", StringComparison.Ordinal) + "}")!.AsObject())
                root["Resources"]![name] = resource!.DeepClone();
            return Shown(root);
        }

        var properties = root["Resources"]![parts[0].Split(' ')[2]]!["Properties"]!;
        if (parts[0].Contains(Element, StringComparison.Ordinal))
        {
            properties[parts[0].Split(Element)[1].TrimEnd(':')]!.AsArray().Add(JsonNode.Parse(parts[1]));
            return Shown(root);
        }

        foreach (var (name, value) in JsonNode.Parse("{" + parts[1] + "}")!.AsObject())
        {
            if (parts[0].Contains("to be added", StringComparison.Ordinal) && properties[name] is JsonArray there)
                foreach (var item in value!.AsArray())
                    there.Add(item!.DeepClone());
            else
                properties[name] = value!.DeepClone();
        }

        return Shown(root);
    }

    private static void Change(List<string> lines, string[] parts)
    {
        var start = int.Parse(parts[0].Split("(line ")[1].Split(')')[0], CultureInfo.InvariantCulture) - 1;
        var end = lines.FindIndex(start + 1, line => Indent(line) <= 2);
        end = end < 0 ? lines.Count : end;
        var isElement = parts[0].Contains(Element, StringComparison.Ordinal);
        var place = lines.FindIndex(start, end - start, line =>
            line.Trim() == (isElement ? parts[0].Split(Element)[1] : "Properties:"));
        var key = parts[1].Split(':')[0] + ":";
        var old = isElement ? -1 : lines.FindIndex(place, end - place, line => line.StartsWith("      " + key, StringComparison.Ordinal));
        if (old > 0 && parts[1].EndsWith("# add", StringComparison.Ordinal))
        {
            // The samples write lists in one line.
            lines[old] = lines[old].TrimEnd(']') + string.Concat(parts.Skip(2).Select(part => ", " + part.Trim().TrimStart('-').Trim())) + "]";
            return;
        }

        if (old > 0)
        {
            var next = lines.FindIndex(old + 1, line => Indent(line) <= 6);
            lines.RemoveRange(old, (next < 0 ? lines.Count : next) - old);
        }

        lines.InsertRange(place + 1, parts.Skip(1).Select(part => (isElement ? "        " : "      ") + part));
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static string Shown(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}
