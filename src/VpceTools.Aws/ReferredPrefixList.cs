using VpceTools.Aws.Calling;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws;

/// <summary>A customer's prefix list that a rule or a route names.</summary>
/// <param name="Id">The list.</param>
/// <param name="Entries">Its entries.</param>
internal sealed record ReferredPrefixList(string Id, Evidence<Sdk.PrefixListEntry> Entries);
