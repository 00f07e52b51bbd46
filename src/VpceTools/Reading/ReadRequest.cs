using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>What one command reads.</summary>
/// <param name="Scopes">The scopes, each with what is asked of it.</param>
/// <param name="ThrottleLimit">How many accounts and Regions are read at a time.</param>
internal sealed record ReadRequest(IReadOnlyList<ScopeRequest> Scopes, int ThrottleLimit);

/// <summary>What is asked of one scope.</summary>
internal sealed record ScopeRequest(ReadScope Scope, NetworkQuery Query);

/// <summary>What a command could read.</summary>
/// <param name="Scopes">The scopes in the order of the request.</param>
/// <param name="Warnings">What a reader should know about how the Regions were found.</param>
internal sealed record ReadResult(IReadOnlyList<ScopeReading> Scopes, IReadOnlyList<string> Warnings)
{
    /// <summary>
    /// The same, with networks that know each other: what one account, Region or snapshot refers to, another may describe.
    /// </summary>
    public ReadResult Joined()
    {
        var networks = JoinedNetworks.Join([.. Scopes.SelectMany(scope => scope.Sources).SelectMany(source => source.Networks)]).ToArray();
        for (var i = 0; i < networks.Length; i++)
            if (networks[i].Place is { Joined: not null, Position: 0 }
                && Contradiction.Around(networks[i]) is { Count: > 0 } contradictions)
                networks[i] = networks[i] with { Remarks = [.. networks[i].Remarks, .. contradictions.Select(c => c.Remark)] };
        var next = 0;
        return this with
        {
            Scopes =
            [
                .. Scopes.Select(scope => scope with
                {
                    Sources = [.. scope.Sources.Select(source => source with
                    {
                        Networks = [.. source.Networks.Select(_ => networks[next++])],
                    })],
                }),
            ],
        };
    }

    /// <summary>
    /// The error that every source gave alike, such as credentials that are missing; null where one could be read or they differ.
    /// </summary>
    public NetworkSourceException? CommonError
    {
        get
        {
            var errors = Scopes.SelectMany(scope => scope.Sources).Select(source => source.Error).ToList();
            return errors.Count > 0 && errors.TrueForAll(error => error is not null
                && (error.ErrorId, error.Message) == (errors[0]!.ErrorId, errors[0]!.Message)) ? errors[0] : null;
        }
    }
}

/// <summary>What the sources of one scope gave: by account and Region, or by snapshot.</summary>
internal sealed record ScopeReading(ReadScope Scope, IReadOnlyList<SourceReading> Sources);

/// <summary>What one account and Region gave, or one snapshot, of which a folder may hold several.</summary>
/// <param name="Origin">The way there.</param>
/// <param name="Networks">The networks; none where reading failed.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record SourceReading(DiagnosisOrigin Origin, IReadOnlyList<VpcNetwork> Networks, NetworkSourceException? Error = null);
