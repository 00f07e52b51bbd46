using System.Collections;
using System.Management.Automation;

namespace VpceTools.Parameters;

/// <summary>
/// Takes a context as a hashtable, as an object with properties (of ConvertFrom-Json), or as text for a cell of a table:
/// <c>aws:PrincipalOrgID=o-1; aws:TagKeys=a,b</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ContextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Read(inputData);

    /// <summary>The context; null where there is nothing to read.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It is none of the forms of a context.</exception>
    internal static IDictionary? Read(object? inputData)
    {
        var value = inputData is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : inputData;
        return value switch
        {
            null => null,
            IDictionary dictionary => dictionary,
            string text => Read(text),
            PSObject properties => Read(properties),
            _ => throw Refusal($"An object of type {value.GetType().Name} is not a context."),
        };
    }

    private static Hashtable Read(PSObject properties)
    {
        var context = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var property in properties.Properties)
            context[property.Name] = property.Value;
        return context;
    }

    private static Hashtable Read(string text)
    {
        var context = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split(';', '\n').Where(part => !string.IsNullOrWhiteSpace(part)))
        {
            var equals = pair.IndexOf('=');
            if (equals <= 0)
                throw Refusal($"'{pair.Trim()}' is not a key with its value, such as aws:PrincipalOrgID=o-1.");
            context[pair.Substring(0, equals).Trim()] = pair.Substring(equals + 1).Split(',').Select(value => value.Trim()).ToArray();
        }

        return context;
    }

    private static ArgumentTransformationMetadataException Refusal(string message) => new(message, new PSInvalidCastException(message));
}
