using System.Management.Automation;
using System.Reflection;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>Scripts go by the ids of errors: one that is here stays, whatever the code is called.</summary>
public sealed class ErrorIdTests
{
    private static readonly string[] Ids =
    [
        "ActionInvalid", "ActionMissing", "ArgumentEmpty", "CallInvalid", "CheckNotFound", "CidrInvalid", "ClientNotFound",
        "CodePathInvalid",
        "ConfirmationImpossible", "ContextInvalid", "CounterpartMissing", "DestinationInvalid", "DestinationMissing", "DiagnosesDiffer",
        "DnsServerInvalid",
        "EndpointIdMalformed", "EndpointNotFound", "EndpointUndiagnosed", "EndpointUnreadable", "EndpointsUnknown", "GateFailed",
        "GraphWithoutPlan",
        "HostNameInvalid", "InstancesOfSnapshot", "IntentFileInvalid", "IntentFileNotFound", "IntentFileUnreadable", "JournalDamaged",
        "JournalInvalid", "JournalNotFound", "JournalUnwritable",
        "NoCheckSelected", "NotARepair", "NotForCode", "NotReportable", "NothingToCompare", "NothingToUndo", "OutputSnapshotExists",
        "OutputSnapshotUnwritable", "OutputSnapshotWithoutSnapshot", "ParameterWithoutTemplate", "ParametersConflict", "PlanTestExists",
        "PlanTestUnwritable", "PolicyInvalid", "PolicyNotFound",
        "PolicyUnknown", "PolicyUnreadable", "PortRangeInvalid", "PrincipalInvalid", "ReferenceMissing", "RegionNotFound",
        "RepairFailed", "RepairOfSnapshot",
        "ReportExists", "ReportFormatUnknown", "ReportNotShown", "ReportUnwritable", "RequiredActionMissing", "ResourceInvalid",
        "ScriptLanguageMisplaced", "ServiceWithoutEndpoint", "SeveralProfiles", "SeveralRegions", "SnapshotExists", "SnapshotPathInvalid",
        "SnapshotUnwritable", "TaskFileInvalid", "TaskNotFound", "VpcWithoutEndpoint",
    ];

    [Fact]
    public void The_ids_of_errors_are_those_that_they_always_were()
    {
        using var session = new ModuleSession();
        var type = (Type)Assert.Single(session.Invoke(
            "(Get-Command Test-VpcEndpoint).ImplementingType.Assembly.GetType('VpceTools.Errors.CommandErrors')").Succeeded()).BaseObject;

        // The texts are put together of whatever is given, so each method can be called with next to nothing.
        var errors = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(ErrorRecord) && method.Name != "From")
            .Where(method => method.Name != "RepairFailed")
            .Select(method => (ErrorRecord)method.Invoke(null,
                [.. method.GetParameters().Select(parameter => Something(parameter.ParameterType))])!)
            .Select(error => error.FullyQualifiedErrorId).Append("RepairFailed");

        Assert.Equal(Ids.Order(StringComparer.Ordinal), errors.Distinct().Order(StringComparer.Ordinal));
    }

    private static object Something(Type type) => type == typeof(int) ? 1 : type == typeof(Exception) ? new IOException("why")
        : type.IsAssignableFrom(typeof(string[])) && type != typeof(object) ? new[] { "one" } : "one";
}
