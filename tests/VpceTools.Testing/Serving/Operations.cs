using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Serving;

/// <summary>All operations that the server answers, by name.</summary>
internal static class Operations
{
    private static readonly Dictionary<string, Func<OperationContext, Answer>> Special = new(StringComparer.Ordinal)
    {
        ["DescribeVpcAttribute"] = context => DescribeVpcAttribute.Run(context.World, context.Request),
        ["GetManagedPrefixListEntries"] = context => ManagedPrefixListEntries.Run(context.World, context.Request, context.Model, context.Options.PageSize),
    };

    public static Answer Run(OperationContext context)
    {
        // EC2 answers a dry run ahead of anything that it could say about the request's values.
        if (context.Flag("DryRun") == true)
            throw new Ec2Exception("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
        if (Special.TryGetValue(context.Model.Name, out var special))
            return special(context);
        return DescribeCatalogue.Operations[context.Model.Name].Run(context.World, context.Request, context.Model, context.Options.PageSize);
    }
}
