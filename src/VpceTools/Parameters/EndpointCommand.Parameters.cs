using System.Collections;
using System.Management.Automation;
using VpceTools.Completers;

namespace VpceTools.Parameters;

/// <content>The parameters: which endpoints, whose traffic, where the network comes from, and with whose credentials.</content>
public abstract partial class EndpointCommand
{
    /// <summary>Endpoints by id, ARN or DNS name; wildcards. Without any selection, every endpoint.</summary>
    [Parameter(ParameterSetName = Sets.Live, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Sets.Snapshot, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcEndpointId", "VpcEndpointIds", "EndpointId")]
    [EndpointIdTransformation]
    [ArgumentCompleter(typeof(EndpointIdCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public virtual string[]? Id { get; set; }

    /// <summary>Endpoints by VPC; wildcards.</summary>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Sets.Snapshot, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VpcIdCompleter))]
    [SupportsWildcards]
    public string[]? VpcId { get; set; }

    /// <summary>Endpoints by service: the full name or its last parts, such as <c>sqs</c> or <c>ecr.api</c>; wildcards.</summary>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Sets.Snapshot, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    [SupportsWildcards]
    public string[]? ServiceName { get; set; }

    /// <summary>
    /// Endpoints by the filters of EC2, as Get-EC2VpcEndpoint takes them: <c>@{ Name = 'vpc-endpoint-type'; Values = 'Interface' }</c>. All
    /// have to fit, each with one of its values; wildcards * and ?.
    /// </summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [FilterTransformation]
    [ValidateNotNullOrEmpty]
    public EndpointFilter[]? Filter { get; set; }

    /// <summary>Endpoints by tag: <c>@{ Stage = 'prod' }</c>. All have to fit, each with one of its values; wildcards * and ?.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [FilterTransformation(AreTags = true)]
    [ValidateNotNullOrEmpty]
    public EndpointFilter[]? Tag { get; set; }

    /// <summary>Clients: everything in these subnets.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientSubnetCompleter))]
    public virtual string[]? ClientSubnetId { get; set; }

    /// <summary>Clients: everything that carries these security groups; with -ClientSubnetId, in those subnets.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientSecurityGroupCompleter))]
    public virtual string[]? ClientSecurityGroupId { get; set; }

    /// <summary>Clients: these instances.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientInstanceCompleter))]
    public virtual string[]? ClientInstanceId { get; set; }

    /// <summary>Clients: these network interfaces.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientNetworkInterfaceCompleter))]
    public virtual string[]? ClientNetworkInterfaceId { get; set; }

    /// <summary>Clients: these addresses or CIDR blocks, inside the VPC or outside.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientCidrCompleter))]
    public virtual string[]? ClientCidr { get; set; }

    /// <summary>A folder or file of <c>aws ec2 describe-*</c> output, instead of live EC2.</summary>
    [Parameter(ParameterSetName = Sets.Snapshot, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public virtual string[]? SnapshotPath { get; set; }

    /// <summary>Plans of Terraform or OpenTofu, as <c>terraform show -json</c> prints them: the network as it will be.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string[]? PlanPath { get; set; }

    /// <summary>States of Terraform or OpenTofu, as <c>terraform show -json</c> prints them.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string[]? StatePath { get; set; }

    /// <summary>
    /// The output of <c>terraform test -json -verbose</c> for the file that Export-VpcEndpointPlanTest writes for the plan.
    /// </summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string? GraphPath { get; set; }

    /// <summary>
    /// Templates of CloudFormation, in YAML or JSON, or folders that the CDK synthesized (<c>cdk.out</c>): the network as it will be.
    /// </summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string[]? TemplatePath { get; set; }

    /// <summary>The values of the templates' parameters, by name; a list where the parameter is one.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [Alias("TemplateParameter")]
    [ValidateNotNull]
    public IDictionary? Parameter { get; set; }

    /// <summary>
    /// The stack that the template is deployed as: what it has in the snapshot or account, known by CloudFormation's tags, is what the
    /// template changes.
    /// </summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string? StackName { get; set; }

    /// <summary>Lays the plan, state or template over the live account.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    public SwitchParameter Live { get; set; }

    /// <summary>The Regions to read; wildcards. Of a snapshot that holds several, those to diagnose.</summary>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Sets.Snapshot, ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [RegionTransformation]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    /// <summary>How many accounts and Regions are read at a time.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 5;

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("AK")]
    [SecretTransformation]
    public string? AccessKey { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    public string? SecretKey { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("ST")]
    [SecretTransformation]
    public string? SessionToken { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [CredentialTransformation]
    public object? Credential { get; set; }

    /// <summary>
    /// A role of this name is assumed in every active account of AWS Organizations, which the credentials list; those accounts are read in
    /// the place of the credentials' own.
    /// </summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [ValidateNotNullOrEmpty]
    public string? OrganizationRole { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    public string? EndpointUrl { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    public string? NameEndpointUrl { get; set; }
}

/// <summary>The names of the parameter sets.</summary>
internal static class Sets
{
    public const string Live = nameof(Live);
    public const string Snapshot = nameof(Snapshot);
    public const string Document = nameof(Document);
}
