using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>Tests that measure time run when no other test does.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
