using Microsoft.Extensions.Options;
using Uhit.Client.Events;
using Uhit.Client.Inbox.Retention;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Registration;

/// <summary>Says what is wrong with the settings of a named client, naming each as it stands in the configuration.</summary>
internal sealed class UhitClientOptionsValidator(IEnumerable<UhitClientRegistration> registrations) : IValidateOptions<UhitClientOptions>
{
    private const long BytesOfAMeterYear = 6_000_000;
    private const long LeastBodyBytes = 64 * 1024;
    private const int ReadingsOfALeapYear = 366 * 24 * 4;

    private readonly HashSet<string> _names = [.. registrations.Select(registration => registration.Name)];

    public ValidateOptionsResult Validate(string? name, UhitClientOptions options)
    {
        if (name is null || !_names.Contains(name))
        {
            return ValidateOptionsResult.Skip;
        }

        var errors = new List<string>();
        void Require(bool holds, string setting, string rule)
        {
            if (!holds)
            {
                errors.Add($"{UhitClientOptions.SectionName}:{name}:{setting} {rule}");
            }
        }

        if (CentralTime.Problem is { } problem)
        {
            errors.Add(problem);
        }

        Require(
            options.Environment is UhitEnvironment.Test or UhitEnvironment.Production,
            "Environment",
            "is missing: write \"Test\" or \"Production\".");
        CheckAuthenticationId(options, Require);
        Require(
            options.Endpoint is null || (options.Endpoint.IsAbsoluteUri && options.Endpoint.Scheme == Uri.UriSchemeHttps),
            "Endpoint",
            "must be an https address, such as https://cnp.example/uhit/inquiry.");
        Require(options.MaxLines >= 1, "MaxLines", "must be at least 1.");
        for (var i = 0; i < options.TerritoryPrefixes.Count; i++)
        {
            Require(
                options.TerritoryPrefixes[i] is { Length: > 0 } prefix && prefix.All(char.IsAsciiDigit),
                $"TerritoryPrefixes:{i}",
                "must be the first digits of an ESI ID, such as \"1008901\".");
        }

        for (var i = 0; i < options.UnderstoodHeaders.Count; i++)
        {
            Require(
                SoapHeaders.IsName(options.UnderstoodHeaders[i]),
                $"UnderstoodHeaders:{i}",
                "must be the name of a header block, such as \"{urn:example}Trace\".");
        }

        CheckConnection(options.Connection, Require);
        CheckSending(options.Connection, Require);
        CheckCallback(options.Callback, Require);
        CheckLimits(options.Callback.Limits, Require);
        CheckPolling(options.Polling, Require);
        for (var i = 0; i < options.Peers.Count; i++)
        {
            Require(
                options.Peers[i].Name?.StartsWith(ServicePeer.Prefix, StringComparison.Ordinal) is not true,
                $"Peers:{i}:Name",
                $"must not begin with \"{ServicePeer.Prefix}\": what CNP's service answers is stored under such names.");
        }

        CheckAnswersFit(options.MaxLines, options.Callback, Require);
        foreach (var (setting, rule) in RetentionRules.Check(options.Retention, DispatcherSettings.Of(name, options).RetryHorizon))
        {
            Require(false, $"Retention:{setting}", rule);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckAuthenticationId(UhitClientOptions options, Action<bool, string, string> require)
    {
        var isId = AuthenticationId.TryParse(options.AuthenticationId, out _);
        require(
            options.ReplacesAuthenticationId is null || AuthenticationId.TryParse(options.ReplacesAuthenticationId, out _),
            "ReplacesAuthenticationId",
            "is empty or has more than 80 characters: write the AuthenticationId of before, or leave it out.");
        require(
            isId,
            "AuthenticationId",
            "is missing or has more than 80 characters: write the DUNS number, or the identifier that was agreed with CNP.");
        require(
            !isId
                || !options.IsRetailElectricProvider
                || DunsNumber.TryParse(options.AuthenticationId, out _),
            "AuthenticationId",
            "must be a DUNS number (9 digits) or DUNS+4 (13 digits) for a REP. For any other Third Party set IsRetailElectricProvider to "
                + "false.");
    }

    private static void CheckConnection(UhitConnectionOptions options, Action<bool, string, string> require)
    {
        require(InRange(options.ConnectTimeout), "Connection:ConnectTimeout", "must be between 10 ms and 1 day.");
        require(InRange(options.RequestTimeout), "Connection:RequestTimeout", "must be between 10 ms and 1 day.");
        require(options.ConnectionLifetime >= TimeSpan.Zero, "Connection:ConnectionLifetime", "must not be negative.");
        require(options.MaxConnections >= 1, "Connection:MaxConnections", "must be at least 1.");
        require(
            options.Proxy is null
                || (options.Proxy.IsAbsoluteUri && options.Proxy.Scheme == Uri.UriSchemeHttp && options.Proxy.Host.Length > 0),
            "Connection:Proxy",
            "must be an http address, such as http://proxy.example:8080.");
    }

    private static void CheckSending(UhitConnectionOptions options, Action<bool, string, string> require)
    {
        require(InRange(options.AttemptTimeout), "Connection:AttemptTimeout", "must be between 10 ms and 1 day.");
        require(InRange(options.TotalTimeout), "Connection:TotalTimeout", "must be between 10 ms and 1 day.");
        require(
            options.TotalTimeout >= options.AttemptTimeout,
            "Connection:TotalTimeout",
            "must not be shorter than Connection:AttemptTimeout.");
        require(options.MaxRetries is >= 0 and <= 100, "Connection:MaxRetries", "must be 0 to 100.");
        require(
            options.RetryDelay >= TimeSpan.Zero && options.RetryDelay <= TimeSpan.FromDays(1),
            "Connection:RetryDelay",
            "must be between 0 and 1 day.");
        require(options.MaxRetryDelay >= options.RetryDelay, "Connection:MaxRetryDelay", "must not be shorter than Connection:RetryDelay.");
        require(options.BreakerMinimumThroughput is 0 or >= 2, "Connection:BreakerMinimumThroughput", "must be 0 (off) or at least 2.");
        require(options.BreakerFailureRatio is > 0 and <= 1, "Connection:BreakerFailureRatio", "must be above 0 and at most 1.");
        require(
            options.BreakerSamplingDuration >= TimeSpan.FromMilliseconds(500),
            "Connection:BreakerSamplingDuration",
            "must be at least 500 ms.");
        require(
            options.BreakerBreakDuration >= TimeSpan.FromMilliseconds(500), "Connection:BreakerBreakDuration", "must be at least 500 ms.");
    }

    private static void CheckPolling(UhitPollingOptions options, Action<bool, string, string> require)
    {
        require(
            options.Endpoint is null || (options.Endpoint.IsAbsoluteUri && options.Endpoint.Scheme == Uri.UriSchemeHttps),
            "Polling:Endpoint",
            "must be an https address, such as https://cnp.example/uhit/fetch. Leave it out where it is that of Endpoint.");
        require(InRange(options.Interval), "Polling:Interval", "must be between 10 ms and 1 day.");
        require(InRange(options.FetchTimeout), "Polling:FetchTimeout", "must be between 10 ms and 1 day.");
        require(
            options.MaxBackOff >= options.Interval && options.MaxBackOff <= TimeSpan.FromDays(1),
            "Polling:MaxBackOff",
            "must be between Polling:Interval and 1 day.");
        require(options.Jitter is >= 0 and <= 0.5, "Polling:Jitter", "must be 0 to 0.5.");
        require(options.MaxConcurrency is >= 1 and <= 1000, "Polling:MaxConcurrency", "must be 1 to 1000.");
    }

    private static void CheckCallback(UhitCallbackOptions options, Action<bool, string, string> require)
    {
        require(
            options.PublicUrl is null || (options.PublicUrl.IsAbsoluteUri && options.PublicUrl.Scheme == Uri.UriSchemeHttps),
            "Callback:PublicUrl",
            "must be the https address under which CNP reaches the receiver.");
        require(options.MaxBodyBytes >= LeastBodyBytes, "Callback:MaxBodyBytes", "must be at least 65536: a meter-year has about 4.7 MB.");
        require(options.MaxUnreadableBytes >= 0, "Callback:MaxUnreadableBytes", "must not be negative.");
        require(options.MaxStagedBytes >= 0, "Callback:MaxStagedBytes", "must not be negative.");
        require(options.MaxUnmatchedBytes >= 0, "Callback:MaxUnmatchedBytes", "must not be negative.");
        require(options.MaxUnmatchedEntries is >= 0 and <= 1_000_000, "Callback:MaxUnmatchedEntries", "must be 0 to 1000000.");
        require(
            options.ReadTimeout >= TimeSpan.FromSeconds(1) && options.ReadTimeout <= TimeSpan.FromDays(1), "Callback:ReadTimeout",
            "must be between 1 second and 1 day.");
        require(options.MaxConcurrentReads is >= 1 and <= 1000, "Callback:MaxConcurrentReads", "must be 1 to 1000.");
        require(options.MaxConcurrentHandlers is >= 1 and <= 1000, "Callback:MaxConcurrentHandlers", "must be 1 to 1000.");
        require(
            options.RetryAfter >= TimeSpan.FromSeconds(1) && options.RetryAfter <= TimeSpan.FromDays(1), "Callback:RetryAfter",
            "must be between 1 second and 1 day.");
        require(options.Soap12SenderFaultStatus is 400 or 500, "Callback:Soap12SenderFaultStatus", "must be 500 or 400.");
        require(
            options.PollInterval >= TimeSpan.FromMilliseconds(10) && options.PollInterval <= TimeSpan.FromHours(1),
            "Callback:PollInterval",
            "must be between 10 ms and 1 hour.");
        require(
            options.DeadlineInterval >= TimeSpan.FromSeconds(1) && options.DeadlineInterval <= TimeSpan.FromDays(1),
            "Callback:DeadlineInterval",
            "must be between 1 second and 1 day.");
        require(options.StopTimeout >= TimeSpan.Zero, "Callback:StopTimeout", "must not be negative.");
        require(
            options.Lease >= TimeSpan.FromSeconds(1) && options.Lease <= TimeSpan.FromDays(1),
            "Callback:Lease",
            "must be between 1 second and 1 day.");
        require(
            options.HandlerTimeout >= TimeSpan.FromSeconds(1) && options.HandlerTimeout <= TimeSpan.FromDays(1),
            "Callback:HandlerTimeout",
            "must be between 1 second and 1 day.");
        require(
            options.CommitTimeout > TimeSpan.Zero && options.CommitTimeout <= options.Lease / 3,
            "Callback:CommitTimeout",
            "must be above 0 and at most a third of Callback:Lease.");
        require(options.RetryJitter is >= 0 and <= 0.5, "Callback:RetryJitter", "must be 0 to 0.5.");
        for (var i = 0; i < options.RetryDelays.Count; i++)
        {
            require(
                options.RetryDelays[i] >= TimeSpan.Zero && options.RetryDelays[i] <= TimeSpan.FromDays(30), $"Callback:RetryDelays:{i}",
                "must be between 0 and 30 days.");
        }
    }

    private static void CheckLimits(MessageLimits limits, Action<bool, string, string> require)
    {
        void AtLeast(long value, long least, string name) =>
            require(value >= least, $"Callback:Limits:{name}", $"must be at least {least}.");
        AtLeast(limits.MaxUsageLines, 1, nameof(limits.MaxUsageLines));
        AtLeast(limits.MaxValidationResults, 1, nameof(limits.MaxValidationResults));
        AtLeast(limits.MaxBillingPeriods, 1, nameof(limits.MaxBillingPeriods));
        AtLeast(limits.MaxIntervalSeries, 1, nameof(limits.MaxIntervalSeries));
        AtLeast(limits.MaxReadings, 1, nameof(limits.MaxReadings));
        AtLeast(limits.MaxBytes, 1, nameof(limits.MaxBytes));
        AtLeast(limits.MaxDepth, 8, nameof(limits.MaxDepth));
        AtLeast(limits.MaxAttributes, 1, nameof(limits.MaxAttributes));
        AtLeast(limits.MaxNamespaceDeclarations, 1, nameof(limits.MaxNamespaceDeclarations));
        AtLeast(limits.MaxNamespaceDeclarationsInScope, limits.MaxNamespaceDeclarations, nameof(limits.MaxNamespaceDeclarationsInScope));
        AtLeast(limits.MaxNameLength, 1, nameof(limits.MaxNameLength));
        AtLeast(limits.MaxTagLength, limits.MaxNameLength, nameof(limits.MaxTagLength));
        AtLeast(limits.MaxTextLength, 1, nameof(limits.MaxTextLength));
        AtLeast(limits.MaxDistinctNames, 1, nameof(limits.MaxDistinctNames));
        AtLeast(limits.MaxElements, 1, nameof(limits.MaxElements));
        AtLeast(limits.MaxCompressionRatio, 1, nameof(limits.MaxCompressionRatio));
        AtLeast(limits.MaxParts, 1, nameof(limits.MaxParts));
    }

    // An answer to what may be asked must be one that is taken. What is wrong by itself is told elsewhere.
    private static void CheckAnswersFit(int maxLines, UhitCallbackOptions options, Action<bool, string, string> require)
    {
        var needed = maxLines * BytesOfAMeterYear;
        require(
            options.MaxBodyBytes < LeastBodyBytes || maxLines < 1 || options.MaxBodyBytes >= needed,
            "Callback:MaxBodyBytes",
            $"must be at least {needed}: an inquiry may have {maxLines} lines (MaxLines), a year of one has up to 6 MB, and CNP may answer "
            + "in one part, which would be "
            + $"refused. Or set MaxLines to at most {Math.Max(1, options.MaxBodyBytes / BytesOfAMeterYear)}.");
        require(
            options.Limits.MaxUsageLines is < 1 || options.Limits.MaxUsageLines >= maxLines,
            "Callback:Limits:MaxUsageLines",
            $"must be at least {maxLines}: an inquiry may have {maxLines} lines (MaxLines), and CNP may answer in one part, which would be "
            + "refused. "
            + $"Or set MaxLines to at most {options.Limits.MaxUsageLines}.");
        require(
            options.Limits.MaxValidationResults is < 1 || options.Limits.MaxValidationResults >= maxLines,
            "Callback:Limits:MaxValidationResults",
            $"must be at least {maxLines}: an inquiry may have {maxLines} lines (MaxLines), and CNP may validate them in one message, "
            + "which would be refused. "
            + $"Or set MaxLines to at most {options.Limits.MaxValidationResults}.");
        require(
            options.Limits.MaxReadings is < 1 or >= ReadingsOfALeapYear,
            "Callback:Limits:MaxReadings",
            $"must be at least {ReadingsOfALeapYear}: a leap year of one channel has as many 15-minute readings, and a message with them "
                + "would be refused.");
    }

    private static bool InRange(TimeSpan timeout) => timeout >= TimeSpan.FromMilliseconds(10) && timeout <= TimeSpan.FromDays(1);
}
