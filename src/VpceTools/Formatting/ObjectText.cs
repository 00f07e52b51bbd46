using System.Collections;
using System.Management.Automation;

namespace VpceTools.Formatting;

/// <summary>
/// Reads objects as the views get them: those of this session, and those that a job, a remote session or Import-Clixml brings back, which
/// have words in place of enums and lists of the engine's own.
/// </summary>
internal static class ObjectText
{
    /// <summary>A property by name; null where there is none.</summary>
    public static object? Get(object? value, string property) => value is null ? null
        : PSObject.AsPSObject(value).Properties[property]?.Value;

    /// <summary>A property as text; null where it is empty.</summary>
    public static string? Text(object? value, string property) => $"{Get(value, property)}" is { Length: > 0 } text ? text : null;

    /// <summary>The items of a property that is a list.</summary>
    public static IEnumerable<object?> Items(object? value, string property) => Items(Get(value, property));

    /// <summary>The items of a list; one value is a list of it, nothing is an empty one.</summary>
    public static IEnumerable<object?> Items(object? list) => (list is PSObject wrapper ? wrapper.BaseObject : list) switch
    {
        null => [],
        IEnumerable items and not string => items.Cast<object?>(),
        _ => [list],
    };

    /// <summary>What there is of some lines.</summary>
    public static string Lines(params IEnumerable<string?> lines) => string.Join("\n", lines.Where(line => !string.IsNullOrEmpty(line)));
}
