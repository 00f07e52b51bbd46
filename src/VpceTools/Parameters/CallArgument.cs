using System.Collections;
using System.Management.Automation;
using VpceTools.Errors;

namespace VpceTools.Parameters;

/// <summary>
/// Reads calls that are given one by one: as hashtables, as objects such as the rows of a table, or as actions with their resources.
/// </summary>
internal static class CallArgument
{
    private const string Action = nameof(Action);
    private const string Resource = nameof(Resource);
    private const string Principal = nameof(Principal);
    private const string Context = nameof(Context);

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        [Action] = Action,
        ["ActionName"] = Action,
        [Resource] = Resource,
        ["ResourceArn"] = Resource,
        [Principal] = Principal,
        ["PrincipalArn"] = Principal,
        ["CallerArn"] = Principal,
        [Context] = Context,
    };

    /// <summary>The calls of each of the items.</summary>
    /// <exception cref="CommandException">An item is no call, or a part of it is not.</exception>
    public static IEnumerable<PolicyCalls> Read(IEnumerable<object?>? items, string[]? regions) =>
        (items ?? []).SelectMany(item => Read(item, regions));

    private static IEnumerable<PolicyCalls> Read(object? item, string[]? regions)
    {
        var value = item is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : item;
        return value switch
        {
            IDictionary table when table.Keys.Cast<object>().Any(key => Names.ContainsKey(key.ToString()!)) => [Read(table, regions)],
            // Actions with their resources: @{ 's3:GetObject' = 'arn:aws:s3:::data/*' }.
            IDictionary { Count: > 0 } pairs => Pairs(pairs, regions),
            PSObject row => [Read(Parts(row), regions)],
            _ => throw NoCall(item, $"'{item}' is not a call."),
        };
    }

    private static IEnumerable<PolicyCalls> Pairs(IDictionary pairs, string[]? regions)
    {
        foreach (DictionaryEntry pair in pairs)
            yield return PolicyCalls.Of([pair.Key.ToString()!], Texts(pair.Value), null, regions);
    }

    private static PolicyCalls Read(IDictionary table, string[]? regions)
    {
        var parts = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table)
        {
            var key = entry.Key.ToString()!;
            // A part that is misspelt would be taken for one that is left out, and the call for another.
            parts[Names.TryGetValue(key.Trim(), out var name) ? name : throw NoCall(key, $"'{key}' is not a part of a call.")] =
                entry.Value;
        }

        return Read(parts, regions);
    }

    private static PolicyCalls Read(Dictionary<string, object?> parts, string[]? regions)
    {
        object? Part(string name) => parts.TryGetValue(name, out var value) ? value : null;
        var actions = Texts(Part(Action));
        return actions.Length == 0
            ? throw NoCall(string.Join("; ", parts.Select(part => $"{part.Key}={part.Value}")), "A call has no action.")
            : PolicyCalls.Of(actions, Texts(Part(Resource)), Texts(Part(Principal)), regions, ContextArgument.Of(ContextOf(Part(Context))));
    }

    // A table may have other columns.
    private static Dictionary<string, object?> Parts(PSObject row)
    {
        var parts = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in row.Properties)
            if (Names.TryGetValue(property.Name.Trim(), out var name))
                parts[name] = property.Value;
        return parts;
    }

    private static IDictionary? ContextOf(object? value)
    {
        try
        {
            return ContextTransformationAttribute.Read(value);
        }
        catch (ArgumentTransformationMetadataException e)
        {
            throw new CommandException(CommandErrors.ContextInvalid(value?.ToString(), e.Message));
        }
    }

    private static string[] Texts(object? value) =>
    [
        .. ((value is PSObject wrapper ? wrapper.BaseObject : value) switch
        {
            null => [],
            string text => [text],
            IEnumerable items => items.Cast<object?>().Select(item => item?.ToString() ?? ""),
            var other => [other.ToString() ?? ""],
        }).Where(text => !string.IsNullOrWhiteSpace(text)),
    ];

    private static CommandException NoCall(object? target, string problem) => new(CommandErrors.CallInvalid(target?.ToString(), problem));
}
