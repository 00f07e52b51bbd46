using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Comparing;
using VpceTools.Findings;
using VpceTools.Intents;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Paths;
using VpceTools.Policies;
using VpceTools.Probing;
using VpceTools.Repairs.Running;

namespace VpceTools.Output;

/// <summary>Gives what the cmdlets write its public type name, which views and scripts go by whatever the classes are called.</summary>
internal static class OutputObject
{
    public static PSObject From(EndpointTestResult result)
    {
        foreach (var finding in result.Findings)
            From(finding);
        return Named(result, "VpceTools.EndpointTestResult");
    }

    public static PSObject From(Finding finding) => Named(finding, "VpceTools.EndpointFinding");

    public static PSObject From(EndpointRepairResult result)
    {
        foreach (var finding in result.ClosesFinding)
            From(finding);
        return Named(result, "VpceTools.EndpointRepairResult");
    }

    public static PSObject From(CheckDescriptor check) => Named(check, "VpceTools.EndpointCheck");

    public static PSObject From(EndpointConnectionResult result) => Named(result, "VpceTools.EndpointConnectionResult");

    public static PSObject From(EndpointPolicyDecision decision) => Named(decision, "VpceTools.EndpointPolicyDecision");

    public static PSObject From(EndpointNameAnswer answer) => Named(answer, "VpceTools.EndpointNameAnswer");

    public static PSObject From(WorkloadTask task) => Named(task, "VpceTools.EndpointTask");

    public static PSObject From(EndpointPath path)
    {
        foreach (var finding in path.Findings)
            From(finding);
        var named = Named(path, "VpceTools.EndpointPath");
        return path.Matrix is null ? named : Named(path, "VpceTools.EndpointPath#Tasks");
    }

    public static PSObject From(EndpointIntentResult result)
    {
        foreach (var finding in result.Findings)
            From(finding);
        foreach (var path in result.Paths)
            From(path);
        return Named(result, "VpceTools.EndpointIntentResult");
    }

    public static PSObject From(EndpointUse use) => Named(use, "VpceTools.EndpointUse");

    public static PSObject From(EndpointResultChange change)
    {
        foreach (var cause in change.Causes)
            From(cause);
        foreach (var finding in change.NewFindings.Concat(change.GoneFindings).Concat(change.KeptFindings))
            From(finding);
        return Named(change, "VpceTools.EndpointResultChange");
    }

    public static PSObject From(NetworkChange change) => Named(change, "VpceTools.NetworkChange");

    public static PSObject From(EndpointPolicyRemark remark) => Named(remark, "VpceTools.EndpointPolicyRemark");

    public static PSObject From(EndpointPolicyChange change) => Named(change, "VpceTools.EndpointPolicyChange");

    /// <summary>
    /// The engine keeps the names of an object with the object, not with its wrapper: results that are read twice keep one.
    /// </summary>
    private static PSObject Named(object value, string typeName)
    {
        var wrapper = PSObject.AsPSObject(value);
        if (wrapper.TypeNames[0] != typeName)
            wrapper.TypeNames.Insert(0, typeName);
        return wrapper;
    }
}
