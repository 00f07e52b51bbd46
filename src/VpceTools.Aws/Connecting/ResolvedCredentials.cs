using Amazon.Runtime;

namespace VpceTools.Aws.Connecting;

/// <summary>Credentials that were found and have been fetched once.</summary>
/// <param name="Credentials">The credentials.</param>
/// <param name="Source">Where they come from, for a reader.</param>
/// <param name="Scrubber">Knows their secrets, also those that they will be renewed to.</param>
internal sealed record ResolvedCredentials(AWSCredentials Credentials, string Source, SecretScrubber Scrubber);
