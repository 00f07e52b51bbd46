using System.Collections;
using System.Globalization;
using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Policies;

namespace VpceTools.Parameters;

/// <summary>Reads the context of a call as users write it: values as text, as AWS compares them.</summary>
internal static class ContextArgument
{
    /// <summary>The context. A key with <c>$null</c> or an empty list is known to be absent.</summary>
    /// <exception cref="CommandException">A key is no text, or a value is neither a value nor a list of values.</exception>
    public static PolicyContext Of(IDictionary? context)
    {
        var result = PolicyContext.Empty;
        if (context is null)
            return result;
        foreach (DictionaryEntry entry in context)
        {
            var key = Unwrap(entry.Key) as string;
            if (string.IsNullOrWhiteSpace(key))
                throw new CommandException(CommandErrors.ContextInvalid(entry.Key?.ToString(), $"'{entry.Key}' is not a context key."));
            result = result.With(key!.Trim(), Values(key, Unwrap(entry.Value)));
        }

        return result;
    }

    private static List<string> Values(string key, object? value) => value switch
    {
        null => [],
        string text => [text],
        IDictionary => throw NoValue(key, value),
        IEnumerable items => [.. items.Cast<object?>().Select(item => Text(key, Unwrap(item)))],
        _ => [Text(key, value)],
    };

    private static string Text(string key, object? value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        // The form that aws:CurrentTime has
        // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime).
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        // An address is no IFormattable in every framework, and writes itself as AWS does.
        System.Net.IPAddress address => address.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw NoValue(key, value),
    };

    private static CommandException NoValue(string key, object? value) =>
        new(CommandErrors.ContextInvalid(
            key, $"The value of '{key}' is {(value is null ? "nothing" : $"an object of type {value.GetType().Name}")}."));

    private static object? Unwrap(object? value) => value is PSObject wrapper ? wrapper.BaseObject : value;
}
