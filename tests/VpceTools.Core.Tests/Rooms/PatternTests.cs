using System.Reflection;
using System.Text.RegularExpressions;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Rooms;

/// <summary>
/// The limits of patterns are by the clock: a machine that is short of processors stops a thread for seconds, and a short limit would then
/// be an error about nothing.
/// </summary>
public sealed class PatternTests
{
    public static TheoryData<string> Patterns => [.. Fields.Select(NameOf)];

    private static List<FieldInfo> Fields { get; } =
    [
        .. typeof(VpcNetwork).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(
                BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(one => one.FieldType == typeof(Regex)),
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_pattern_has_time_on_a_busy_machine(string name) =>
        Assert.True(((Regex)Fields.Single(one => NameOf(one) == name).GetValue(null)!).MatchTimeout >= TimeSpan.FromMinutes(1));

    private static string NameOf(FieldInfo pattern) => $"{pattern.DeclaringType!.FullName}.{pattern.Name}";
}
