namespace VpceTools.Aws;

/// <summary>The stable ids of the errors of the live source and of repairs.</summary>
internal static class ErrorIds
{
    /// <summary>No credentials were given or found.</summary>
    public const string CredentialsMissing = nameof(CredentialsMissing);

    /// <summary>Credentials were given that cannot work, or could not be fetched.</summary>
    public const string CredentialsInvalid = nameof(CredentialsInvalid);

    /// <summary>The named profile does not exist.</summary>
    public const string ProfileNotFound = nameof(ProfileNotFound);

    /// <summary>The text given as the name of a role cannot be one.</summary>
    public const string RoleInvalid = nameof(RoleInvalid);

    /// <summary>No Region was given or found.</summary>
    public const string RegionMissing = nameof(RegionMissing);

    /// <summary>The text given as a Region cannot be one.</summary>
    public const string RegionInvalid = nameof(RegionInvalid);

    /// <summary>The endpoint URL is not an http or https URL.</summary>
    public const string EndpointUrlInvalid = nameof(EndpointUrlInvalid);

    /// <summary>EC2 could not be connected to.</summary>
    public const string EndpointUnreachable = nameof(EndpointUnreachable);

    /// <summary>Whoever answered wants the call to go elsewhere, which it does not.</summary>
    public const string RedirectRefused = nameof(RedirectRefused);

    /// <summary>EC2 was connected to but did not answer in time.</summary>
    public const string RequestTimeout = nameof(RequestTimeout);

    /// <summary>IAM refuses the call.</summary>
    public const string AccessDenied = nameof(AccessDenied);

    /// <summary>EC2 does not know the credentials.</summary>
    public const string AuthFailure = nameof(AuthFailure);

    /// <summary>The temporary credentials are over.</summary>
    public const string ExpiredToken = nameof(ExpiredToken);

    /// <summary>EC2 kept throttling the calls.</summary>
    public const string Throttled = nameof(Throttled);

    /// <summary>The account is not subscribed to EC2 in this Region.</summary>
    public const string OptInRequired = nameof(OptInRequired);

    /// <summary>EC2 failed with a server error.</summary>
    public const string ServiceUnavailable = nameof(ServiceUnavailable);

    /// <summary>EC2 refused the call for another reason.</summary>
    public const string ServiceError = nameof(ServiceError);

    /// <summary>The answer could not be understood.</summary>
    public const string AnswerInvalid = nameof(AnswerInvalid);

    /// <summary>The account's quota of rules, entries or groups is used up.</summary>
    public const string QuotaExceeded = nameof(QuotaExceeded);

    /// <summary>The resource to be changed, or one that the change names, does not exist.</summary>
    public const string ResourceNotFound = nameof(ResourceNotFound);

    /// <summary>
    /// Something else holds the place: another entry of the number, another subnet of the zone, another route for the list.
    /// </summary>
    public const string ResourceConflict = nameof(ResourceConflict);

    /// <summary>The subnet has no address left.</summary>
    public const string SubnetFull = nameof(SubnetFull);

    /// <summary>Another change of the endpoint is under way.</summary>
    public const string OperationInProgress = nameof(OperationInProgress);

    /// <summary>The endpoint is, or ended up, in a state other than available.</summary>
    public const string IncorrectState = nameof(IncorrectState);

    /// <summary>The endpoint did not settle in time.</summary>
    public const string SettleTimeout = nameof(SettleTimeout);

    /// <summary>EC2 tells of an error at the endpoint that came with the change.</summary>
    public const string EndpointError = nameof(EndpointError);

    /// <summary>The user stopped waiting.</summary>
    public const string Interrupted = nameof(Interrupted);

    /// <summary>EC2 does not take the policy document.</summary>
    public const string PolicyInvalid = nameof(PolicyInvalid);
}
