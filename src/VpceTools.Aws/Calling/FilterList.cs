using Amazon.EC2.Model;

namespace VpceTools.Aws.Calling;

/// <summary>Filters of describe calls, and the same as text for a report.</summary>
internal static class FilterList
{
    // "You can specify up to 50 filters and up to 200 values per filter in a single request":
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
    private const int ValuesPerFilter = 200;

    /// <summary>One filter.</summary>
    public static List<Filter> Of(string name, IEnumerable<string> values) => [new Filter(name, [.. values])];

    /// <summary>The values in portions that fit into one filter.</summary>
    public static IEnumerable<IReadOnlyList<string>> Portions(IReadOnlyList<string> values)
    {
        for (var start = 0; start < values.Count; start += ValuesPerFilter)
            yield return [.. values.Skip(start).Take(ValuesPerFilter)];
    }

    /// <summary>For example <c>vpc-id=vpc-1</c> or <c>vpc-id=vpc-1,… (20)</c>.</summary>
    public static string Text(string name, IReadOnlyList<string> values) =>
        values.Count switch { 0 => "", 1 => $"{name}={values[0]}", _ => $"{name}={values[0]},... ({values.Count})" };
}
