namespace VpceTools.Policies;

/// <summary>What a request is about: the ARN that it names, or what its action takes where it names none.</summary>
internal static class RequestedResources
{
    private const string Any = "*";

    // Actions that take no resource by the Service Authorization Reference, and of which AWS itself names one: what becomes of a statement
    // with that ARN is open. S3's walk-through allows s3:ListAllMyBuckets on "arn:aws:s3:::*"
    // (https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html); the messages of the others say "is not authorized to
    // perform: dynamodb:ListTables on resource: arn:aws:dynamodb:us-east-1:123456789012:table/*", and "logs:DescribeLogGroups on resource:
    // arn:aws:logs:us-east-1:123456789012:log-group::log-stream:".
    private static readonly (string Action, string Owner, string Tail)[] AskedOtherwise =
    [
        ("s3:listallmybuckets", "arn:*:s3:::", "*"),
        ("dynamodb:listtables", "arn:*:dynamodb:*:*:", "table/*"),
        ("logs:describeloggroups", "arn:*:logs:*:*:", "log-group::log-stream:"),
    ];

    // "The following actions don't support this key."
    private static readonly HashSet<string> WithoutOwner = new(StringComparer.OrdinalIgnoreCase)
    {
        "auditmanager:UpdateAssessmentFrameworkShare", "detective:AcceptInvitation", "ds:AcceptSharedDirectory",
        "ec2:AcceptTransitGatewayPeeringAttachment", "ec2:AcceptVpcEndpointConnections", "ec2:AcceptVpcPeeringConnection",
        "ec2:CreateTransitGatewayPeeringAttachment", "ec2:CreateVpcEndpoint", "ec2:CreateVpcPeeringConnection", "events:PutEvents",
        "guardduty:AcceptAdministratorInvitation", "macie2:AcceptInvitation", "es:AcceptInboundConnection",
        "route53:AssociateVpcWithHostedZone", "route53:CreateVPCAssociationAuthorization", "securityhub:AcceptAdministratorInvitation",
    };

    /// <summary>
    /// The resources of which the request is about one. A call of an action that takes none is asked for on <c>*</c>, whatever the request
    /// names; a request that names none is about any of those that its action takes.
    /// </summary>
    public static IReadOnlyList<RequestName> Of(PolicyRequest request, ActionResources? takes)
    {
        return takes is null || (!takes.TakesNone && request.Resource != Any)
            ? [RequestName.OfResource(request.Resource)]
            : AnyOf(request.Action, takes, null);
    }

    /// <summary>All resources that a call of the action can be about, in a Region or in all.</summary>
    public static IReadOnlyList<RequestName> AnyOf(string action, ActionResources takes, string? region)
    {
        var names = takes.Types.Select(type => RequestName.OfSet(region is null ? type.All : type.In(region), type.Slashes)).ToList();
        if (takes.TakesNone || takes.IsOptional)
            names.Add(RequestName.Exactly(Any));
        action = action.ToLowerInvariant();
        names.AddRange(AskedOtherwise.Where(known => known.Action == action)
            .Select(known => RequestName.OfSet(new GlobBuilder().AddPattern(known.Owner).AddLiteral(known.Tail).BuildArn()!)));
        return names;
    }

    /// <summary>What the resource tells of a context key: who owns it.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
    /// </remarks>
    public static ContextValue Implies(string key, PolicyRequest request, RequestPrincipal principal)
    {
        var isAccount = Is(key, "aws:ResourceAccount") || Is(key, "s3:ResourceAccount");
        var isOrganization = Is(key, "aws:ResourceOrgID") || Is(key, "aws:ResourceOrgPaths");
        if ((!isAccount && !isOrganization) || WithoutOwner.Contains(request.Action))
            return ContextValue.Unknown;
        if (AwsOwnedResources.Contains(request.Resource))
            return ContextValue.OfForeign(new(
                isAccount ? request.OwnAccounts
                    : null, MayBeAbsent: isOrganization, IsCallersToo: principal.Kind == RequestPrincipalKind.AwsAccount));
        // A call through an access point is about the bucket behind it, which another account may own.
        return isAccount && Arn.TryParse(request.Resource) is { Service: not ("s3" or "ebs") } arn
            && RequestPrincipal.IsAccountId(arn.Account)
            ? ContextValue.Of([arn.Account]) : ContextValue.Unknown;
    }

    private static bool Is(string key, string expected) => string.Equals(key, expected, StringComparison.OrdinalIgnoreCase);
}
