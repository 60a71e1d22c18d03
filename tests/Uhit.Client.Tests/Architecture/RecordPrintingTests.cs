using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Uhit.Client.Tests.Architecture;

/// <summary>A record prints all that it holds unless it is told otherwise, and what is printed is logged.</summary>
public sealed partial class RecordPrintingTests
{
    private const string EsiIdCanary = "1008901000000000000042";

    // Texts that may be shown: numbers and codes of the exchange, names of the configuration, our own words.
    private static readonly string[] Shown =
    [
        "InboxActionResult.Reason", "AuthenticationId._value", "CallbackAcknowledged.Peer", "CallbackTooLarge.Peer",
        "CallbackUnmatched.Peer", "ConnectionReport.CertificateName", "ConnectionStep.Detail",
        "ConnectionStep.Name", "ConnectionStep.WhatToDo", "DeadLetter.Client", "DeadLetter.ErrorType", "DeadLetter.EventKey",
        "DeadLetter.Handler", "DeliveryId._value", "DispatchClaim.Client", "DispatchClaimRequest.Owner",
        "DunsNumber._value", "InboxEntry.Client", "InboxEntry.MessageKey", "InboxEntry.Peer",
        "InboxEntry.Reason", "InboxMessage.BodyEncoding",
        "InboxMessage.BodyContentEncoding", "InboxMessage.BodyContentType", "InboxMessage.CallbackPath", "InboxMessage.SoapAction",
        "InboxMessage.Client", "InboxMessage.MessageKey", "InboxMessage.Peer", "InboxMessage.WireFormat", "InquiryError.Field",
        "InquiryError.Message", "InquiryErrorCode.Value", "InquiryQuery.ClientReference", "InquiryRecord.Client",
        "InquiryRecord.WireFormat",
        "FetchConfirmed.Key", "Fetched.Key", "InquirySnapshot.Client", "MessageId._value", "MessageOrder.MessageKey",
        "PackedUsage.MessageKey", "MeterType.Value", "StoredEvent.Key", "PeerDecision.Message",
        "PeerDecision.PeerName", "PurgeTerms.Client", "ReadType.Value", "ReportedError.Code", "RequestId._value",
        "RoomUsage.Peer", "RoomUsage.Settings", "ServerTrustVerdict.Message", "StoredEvent.Client",
        "StoredEventContent.Peer", "TransactionId._value", "UhitClientRegistration.Name", "UhitEvent.Client", "UhitEvent.Key",
        "InboxEntry.BodyContentEncoding", "InboxEntry.BodyContentType", "InboxEntry.CallbackPath",
        "InboxEntry.SoapAction",
        "InboxEntry.BodyEncoding",
        "UsageChannel.Value", "UsageHistoryInquiry.ClientReference", "UsageUnit.Value",
        "ValidationStatus.Value", "WireContractFile.Name", "WireFault.Code", "WirePayloadForm.Charset",
    ];

    public static TheoryData<Type> Records =>
        [.. typeof(EsiId).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && IsRecord(type))];

    [Theory]
    [MemberData(nameof(Records))]
    public void ToString_RecordFullOfCanaries_ShowsNoPersonalData(Type type)
    {
        var text = Filled(type, type.Name, 0)!.ToString()!;

        Assert.DoesNotContain("987654", text, StringComparison.Ordinal);
        Assert.DoesNotContain(EsiIdCanary, text, StringComparison.Ordinal);
        Assert.Empty(Canary().Matches(text).Select(match => match.Groups[1].Value).Except(Shown));
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static object? Filled(Type type, string where, int depth) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } underlying => Filled(underlying, where, depth),
        _ when type == typeof(string) => $"<<{where}>>",
        _ when type == typeof(decimal) => 987654.321m,
        _ when type == typeof(EsiId) => EsiId.Parse(EsiIdCanary),
        _ when type == typeof(DateOnly) => new DateOnly(2025, 1, 1),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>("<<bytes>>"u8.ToArray()),
        _ when type == typeof(Uri) => new Uri("https://example.com"),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
            ListOf(type.GetGenericArguments()[0], where, depth),
        _ when depth < 8
            && !type.IsAbstract
            && (type.IsValueType || IsRecord(type))
            && type.Assembly == typeof(EsiId).Assembly
            && !type.IsEnum => Object(type, depth),
        { IsValueType: true } => Activator.CreateInstance(type),
        _ => null,
    };

    private static IList ListOf(Type item, string where, int depth)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        list.Add(Filled(item, where, depth + 1));
        return list;
    }

    private static object Object(Type type, int depth)
    {
        var made = RuntimeHelpers.GetUninitializedObject(type);
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(
                BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                field.SetValue(made, Filled(field.FieldType, declaring.Name + "." + NameOf(field), depth + 1));
            }
        }

        return made;
    }

    private static string NameOf(FieldInfo field) =>
        field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;

    [GeneratedRegex("<<([^<>]+)>>")]
    private static partial Regex Canary();
}
