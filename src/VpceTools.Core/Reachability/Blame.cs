using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>A hop that drops packets of clients.</summary>
/// <param name="Hop">The hop.</param>
/// <param name="Class">The class of clients.</param>
/// <param name="Target">The target.</param>
/// <param name="Affected">The clients of the class that lose packets here.</param>
public sealed record Blame(Hop Hop, ClientClass Class, Target Target, ValueList<Client> Affected);
