using VpceTools.Aws.Connecting;

namespace VpceTools.Aws.Calling;

/// <summary>Whom calls ask, for their time limits and for what is said of them.</summary>
/// <param name="Service">The service's name for people, for example <c>EC2</c>.</param>
/// <param name="IamService">The service as IAM names it.</param>
/// <param name="Address">Where it is.</param>
/// <param name="RequestTimeout">How long one request may take.</param>
/// <param name="CallTimeout">How long one call may take, with its retries.</param>
/// <param name="Scrubber">Knows the secrets that a message must not hold.</param>
internal sealed record CallTarget(
    string Service, string IamService, string Address, TimeSpan? RequestTimeout, TimeSpan CallTimeout, SecretScrubber Scrubber);
