using Xunit;

namespace VpceTools.Module.Tests.Worlds;

/// <summary>
/// The tests that share the loopback world, and with it the variables of this process's environment; they run one after the other.
/// </summary>
[CollectionDefinition(nameof(LoopbackWorld))]
public sealed class LoopbackWorldCollection : ICollectionFixture<LoopbackWorld>;
