namespace VpceTools.Repairs;

/// <summary>Where a journal has an action.</summary>
/// <param name="Run">The run, a word that no two runs share.</param>
/// <param name="Number">The action's number in the run.</param>
internal sealed record JournalPlace(string Run, int Number);
