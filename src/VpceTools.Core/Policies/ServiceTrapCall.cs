namespace VpceTools.Policies;

/// <summary>A call of a <see cref="ServiceTrap"/>.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource, with <c>{region}</c>, <c>{regionWithoutDashes}</c> and <c>{partition}</c> open.</param>
/// <param name="IsEssential">Whether the service fails without it, and not only some of its features.</param>
public sealed record ServiceTrapCall(string Action, string Resource, bool IsEssential = true);
