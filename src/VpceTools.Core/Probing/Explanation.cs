using VpceTools.Findings;

namespace VpceTools.Probing;

/// <summary>What a check of the configuration says, by which a conclusion explains what was seen. The conclusion runs no check itself.</summary>
/// <param name="Result">The result, from the view of the machine that probed.</param>
/// <param name="Layer">What the check is about.</param>
/// <param name="Cause">Which cause its findings are.</param>
public sealed record Explanation(EndpointTestResult Result, CheckLayer Layer, CauseKind Cause);
