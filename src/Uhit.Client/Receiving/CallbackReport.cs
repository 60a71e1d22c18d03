using System.Diagnostics;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>What log and telemetry hear of one callback. What a caller can cause as often as it likes is limited in rate, by kinds that
/// are words of ours and the peer's configured name.</summary>
internal sealed class CallbackReport(ReceivingServices services, string peer) : IDisposable
{
    private readonly ReceiverSettings _options = services.Options;
    private readonly Activity? _activity = UhitTelemetry.Source.StartActivity(UhitTelemetry.ReceiveActivity, ActivityKind.Server);
    private readonly long _startedAt = services.Time.GetTimestamp();
    private string _outcome = "BrokenOff";

    /// <summary>What it is, where that is known.</summary>
    public UhitOperation? Operation { get; set; }

    /// <summary>How many bytes of it came.</summary>
    public long Length { get; set; }

    public void Dispose()
    {
        var tags = new TagList
        {
            { UhitTelemetry.ClientTag, _options.Client },
            { UhitTelemetry.OperationTag, Operation?.ToString() },
            { UhitTelemetry.OutcomeTag, _outcome },
        };
        foreach (var tag in tags)
        {
            _activity?.SetTag(tag.Key, tag.Value);
        }

        UhitTelemetry.Received.Record(services.Time.GetElapsedTime(_startedAt).TotalSeconds, tags);
        UhitTelemetry.Size.Record(Length, tags);
        _activity?.Dispose();
    }

    public void BrokenOff() => ReceivingLog.BrokenOff(services.Logger, _options.Client, peer);

    /// <summary>It has no body at all.</summary>
    public void Empty() => _outcome = "Malformed";

    /// <summary>Refused as too large, which is told elsewhere.</summary>
    public void TooLarge() => _outcome = "TooLarge";

    public void Exception(Exception exception) => ReceivingLog.Exception(services.Logger, _options.Client, peer, exception);

    public void StagingTimedOut()
    {
        _outcome = "Failed";
        ReceivingLog.StagingTimedOut(services.Logger, _options.Client, peer, StagingLimit.MaxWait, _options.Callback.MaxStagedBytes);
    }

    public void ReadTimedOut(long length)
    {
        _outcome = "Failed";
        ReceivingLog.ReadTimedOut(services.Logger, _options.Client, peer, length, _options.Callback.ReadTimeout);
    }

    public void Failed(Exception exception)
    {
        _outcome = "Failed";
        services.Limiter.Write(
            $"Failed:{peer}",
            () => ReceivingLog.Failed(services.Logger, _options.Client, peer, ReasonOf(exception)),
            others => ReceivingLog.MoreFailed(services.Logger, _options.Client, peer, others));
        Exception(ShownException.Of(exception));
    }

    public void AuthenticationIdReplaced()
    {
        _outcome = "Failed";
        services.Limiter.Write(
            $"Replaced:{peer}",
            () => ReceivingLog.AuthenticationIdReplaced(services.Logger, _options.Client, _options.AuthenticationId.Value),
            others => ReceivingLog.MoreFailed(services.Logger, _options.Client, peer, others));
    }

    public void OtherAuthenticationId(UhitOperation operation)
    {
        _outcome = "Refused";
        services.Limiter.Write(
            $"AuthenticationId:{peer}",
            () => ReceivingLog.OtherAuthenticationId(services.Logger, _options.Client, peer, operation),
            others => ReceivingLog.MoreOtherAuthenticationIds(services.Logger, _options.Client, peer, others));
    }

    public void NoLongerAPeer()
    {
        _outcome = "Refused";
        services.Limiter.Write(
            $"NoLongerAPeer:{peer}",
            () => ReceivingLog.NoLongerAPeer(services.Logger, _options.Client, peer),
            others => ReceivingLog.MoreNoLongerAPeer(services.Logger, _options.Client, peer, others));
    }

    public void Malformed(string reason)
    {
        _outcome = "Malformed";
        services.Limiter.Write(
            $"Malformed:{peer}",
            () => ReceivingLog.Malformed(services.Logger, _options.Client, peer, reason),
            others => ReceivingLog.MoreMalformed(services.Logger, _options.Client, peer, others));
    }

    public void Untranslatable(UntranslatableException untranslatable, ReceiptId receipt)
    {
        Operation = untranslatable.Operation;
        _outcome = "Unreadable";

        // Code and path are the format's, and may repeat the message: they make no kind.
        var what = untranslatable.Operation?.ToString() ?? "A message";
        var cause = untranslatable.Cause;
        services.Limiter.Write(
            cause.Setting is null ? $"Untranslatable:{peer}" : $"BeyondLimit:{peer}",
            () =>
            {
                if (cause.Setting is { } setting)
                {
                    ReceivingLog.BeyondLimit(
                        services.Logger, _options.Client, what, peer, cause.Code, cause.Path, setting, receipt.ToString());
                }
                else
                {
                    ReceivingLog.Untranslatable(services.Logger, _options.Client, what, peer, cause.Code, cause.Path, receipt.ToString());
                }
            },
            others => ReceivingLog.MoreUntranslatable(services.Logger, _options.Client, peer, others));
        Exception(ShownException.Of(cause));
    }

    public void Conflict(ParsedCallback message, ReceiptId receipt)
    {
        _outcome = "Conflict";
        services.Limiter.Write(
            $"Conflict:{peer}",
            () => ReceivingLog.Conflict(services.Logger, _options.Client, message.Operation, message.MessageKey, peer, receipt.ToString()),
            others => ReceivingLog.MoreConflicts(services.Logger, _options.Client, peer, others));
    }

    public void UnmatchedRoomFull(ParsedCallback message)
    {
        _outcome = "RoomFull";
        services.Limiter.Write(
            $"RoomFull:{peer}",
            () => ReceivingLog.UnmatchedRoomFull(
                services.Logger, _options.Client, message.Operation, message.MessageKey, peer, message.Header.RequestId.Value),
            others => ReceivingLog.MoreUnmatchedRoomFull(services.Logger, _options.Client, peer, others));
    }

    public void UnreadableRoomFull(string reason) => services.Limiter.Write(
        $"UnreadableRoomFull:{peer}",
        () => ReceivingLog.UnreadableRoomFull(services.Logger, _options.Client, peer, reason, ReceiverSettings.MaxUnreadableEntries),
        others => ReceivingLog.MoreUnreadableRoomFull(services.Logger, _options.Client, peer, others));

    public void Duplicate(ParsedCallback message)
    {
        _outcome = "Duplicate";
        ReceivingLog.Duplicate(services.Logger, _options.Client, message.Operation, message.MessageKey, peer);
    }

    public void Stored(InboxOutcome outcome, InboxMessage message, ParsedCallback parsed)
    {
        _outcome = outcome.ToString();
        var requestId = message.Header.RequestId.Value;
        if (outcome == InboxOutcome.Unmatched)
        {
            ReceivingLog.Unmatched(
                services.Logger, _options.Client, message.Operation, message.MessageKey, requestId.Length == 0 ? "no inquiry" : requestId,
                peer);
        }
        else
        {
            ReceivingLog.Stored(
                services.Logger, _options.Client, message.Operation, message.MessageKey, requestId, peer, parsed.LineCount,
                message.BodyLength);
        }

        if (parsed.UnknownElements > 0)
        {
            ReceivingLog.UnknownElements(services.Logger, _options.Client, message.Operation, message.MessageKey, parsed.UnknownElements);
        }
    }

    // What a wire format says holds no value of the message, and is what can be put right.
    private static string ReasonOf(Exception exception)
    {
        var type = exception.GetType().FullName ?? exception.GetType().Name;
        return exception is WireFormatException format ? $"{type}: {format.Code} at {format.Path}" : type;
    }
}
