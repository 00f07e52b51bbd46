using System.Text.Json.Nodes;

namespace VpceTools.Core.Tests.Policies.Differential;

/// <summary>A request that the two evaluators decide differently, and why ours follows the documentation.</summary>
internal sealed record KnownDisagreement(string Name, string Ours, string Theirs, string Reason, string Page, JsonNode Policy,
    GeneratedRequest Request);
