using Xunit;

namespace VpceTools.Core.Tests.Rooms;

/// <summary>
/// Lines end within 140 columns, so that two files fit beside each other; what a string or an address makes long may stay.
/// </summary>
public sealed class LineLengthTests
{
    private const int Limit = 140;

    [Fact]
    public void No_line_of_code_is_too_long() => Assert.Empty(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.StartsWith("src/Polyfills/", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(Path.Combine(Repository.Root, file))
                .Select((line, i) => (Place: $"{file}:{i + 1}", Line: line)))
            .Where(at => IsTooLong(at.Line)).Select(at => at.Place));

    [Theory]
    [InlineData(140, "", false)]
    [InlineData(141, "", true)]
    [InlineData(141, "\"text\"", false)]
    [InlineData(141, "https://example.com", false)]
    public void What_cannot_be_broken_may_stay(int length, string holds, bool expected) =>
        Assert.Equal(expected, IsTooLong(holds.PadRight(length, 'x')));

    private static bool IsTooLong(string line) => line.Length > Limit && !line.Contains('"', StringComparison.Ordinal)
        && !line.Contains("http", StringComparison.Ordinal);
}
