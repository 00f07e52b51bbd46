using System.Text.RegularExpressions;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Rooms;

/// <summary>
/// Core is a house of rooms, each of which uses only those before it. Held by the compiled code, and by using directives for what the
/// compiler inlines.
/// </summary>
public sealed partial class RoomOrderTests
{
    private static readonly string[] Order =
    [
        "VpceTools.Addressing", "VpceTools.Model", "VpceTools.Evidence", "VpceTools.Sources", "VpceTools.Snapshots", "VpceTools.Planned",
        "VpceTools.Terraform",
        "VpceTools.Reachability", "VpceTools.Naming", "VpceTools.Policies", "VpceTools.Needs", "VpceTools.Templates",
        "VpceTools.CloudFormation",
        "VpceTools.Anonymizing", "VpceTools.Repairs.Actions",
        "VpceTools.Findings", "VpceTools.Fixes", "VpceTools.Probing", "VpceTools.Checks", "VpceTools.Paths", "VpceTools.Intents",
        "VpceTools.Repairs.Planning",
        "VpceTools.Repairs.Journal", "VpceTools.Repairs.Running", "VpceTools.Comparing", "VpceTools.Reports",
    ];

    [Fact]
    public void Every_type_is_in_a_room() =>
        Assert.Empty(TypeUses.Of(typeof(VpcNetwork).Assembly.Location).Keys.Where(type => RoomOf(type.Namespace) is null)
            .Select(type => type.Name));

    [Fact]
    public void A_room_uses_only_rooms_before_it()
    {
        var uses = TypeUses.Of(typeof(VpcNetwork).Assembly.Location);
        var found = from use in uses
                    from used in use.Value
                    let room = RoomOf(used.Namespace)
                    where IsAgainstTheOrder(RoomOf(use.Key.Namespace), room)
                    select (Type: use.Key.Name, Room: room);
        Assert.Empty(found.Select(f => $"{f.Type} uses {f.Room}").Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A constant leaves no trace in compiled code, and nothing is imported that is not used.</summary>
    [Fact]
    public void A_file_imports_only_rooms_before_its_own()
    {
        var found = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "VpceTools.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Against(file, File.ReadAllText(file)));
        Assert.Empty(found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_walk_sees_what_is_used_inside_of_methods_lambdas_and_generic_arguments()
    {
        var uses = TypeUses.Of(typeof(VpcNetwork).Assembly.Location)
            .First(use => use.Key.Name == "VpceTools.Checks.NetworkAclCheck").Value.Select(t => t.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "VpceTools.Reachability.HopKind", "VpceTools.Addressing.CidrBlock",
            "VpceTools.Fixes.NetworkAclFix", "VpceTools.Checks.ICheck" }, uses);
    }

    private static IEnumerable<string> Against(string file, string text)
    {
        var own = RoomOf(Namespace().Match(text).Groups["name"].Value);
        return Import().Matches(text).Select(match => RoomOf(match.Groups["name"].Value)).Where(room => IsAgainstTheOrder(own, room))
            .Select(room => $"{Path.GetFileName(file)} imports {room}");
    }

    private static bool IsAgainstTheOrder(string? user, string? used) => user is not null && used is not null
        && Array.IndexOf(Order, used) > Array.IndexOf(Order, user);

    /// <summary>The room of a namespace; null outside.</summary>
    private static string? RoomOf(string space) =>
        Array.Find(Order, room => space == room || space.StartsWith(room + ".", StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (static |\w+ = )?(?<name>VpceTools[\w.]*);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();
}
