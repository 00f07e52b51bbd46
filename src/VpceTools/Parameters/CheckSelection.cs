using VpceTools.Checks;
using VpceTools.Errors;

namespace VpceTools.Parameters;

/// <summary>The checks that -Check and -ExcludeCheck leave, in the catalogue's order.</summary>
internal static class CheckSelection
{
    /// <exception cref="CommandException">A name or wildcard fits no check, or none is left.</exception>
    public static IReadOnlyList<ICheck> Of(string[]? include, string[]? exclude)
    {
        var wanted = Patterns(include, mustMatch: true);
        var unwanted = Patterns(exclude, mustMatch: false);
        var checks = CheckCatalog.All
            .Where(check => wanted.Length == 0 || wanted.Any(p => p.Matches(check.Descriptor.Name)))
            .Where(check => !unwanted.Any(p => p.Matches(check.Descriptor.Name)))
            .ToList();
        return checks.Count > 0 ? checks : throw new CommandException(CommandErrors.NoCheckSelected());
    }

    /// <summary>Whether a check looks at the wire, where no plan of a repair can follow it.</summary>
    public static bool IsProbe(string name) => CheckCatalog.All.Any(check => check.Descriptor.Name == name && check.Descriptor.NeedsProbe);

    private static NamePattern[] Patterns(string[]? names, bool mustMatch)
    {
        var all = CheckCatalog.All.Select(check => check.Descriptor.Name).ToList();
        NamePattern[] patterns = [.. (names ?? []).Select(name => new NamePattern(name))];
        // A typing error must not look like a check that passed; a wildcard that leaves nothing out is none.
        return Array.Find(patterns, p => (mustMatch || p.IsLiteral) && !all.Exists(p.Matches)) is { } wrong
            ? throw new CommandException(CommandErrors.CheckNotFound(wrong.Text, all))
            : patterns;
    }
}
