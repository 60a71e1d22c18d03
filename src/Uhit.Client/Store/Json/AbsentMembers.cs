using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Store.Json;

/// <summary>Gives absent collections their default.</summary>
/// <remarks>Generated code sets every <c>init</c> member, those that were absent to <see langword="null"/>: the initializer in the type is lost. A collection that
/// is added to a stored type needs a line here; a test holds it.</remarks>
internal static class AbsentMembers
{
    public static void Complete(JsonTypeInfo info)
    {
        if (info.Type == typeof(InquiryLedger))
        {
            info.OnDeserialized = value => Complete((InquiryLedger)value);
        }
        else if (info.Type == typeof(DeliveryRecord))
        {
            info.OnDeserialized = value => SetIfNull(ref Parts((DeliveryRecord)value), ImmutableSortedDictionary<int, PartRecord>.Empty);
        }
        else if (info.Type == typeof(Acknowledgement))
        {
            info.OnDeserialized = value => SetIfNull(ref Errors((Acknowledgement)value), []);
        }
        else if (info.Type == typeof(LineValidation))
        {
            info.OnDeserialized = value => SetIfNull(ref Reasons((LineValidation)value), []);
        }
    }

    private static void Complete(InquiryLedger ledger)
    {
        SetIfNull(ref Sends(ledger), InquiryLedger.Empty.Sends);
        SetIfNull(ref Validations(ledger), InquiryLedger.Empty.Validations);
        SetIfNull(ref Deliveries(ledger), InquiryLedger.Empty.Deliveries);
    }

    private static void SetIfNull<T>(ref T field, T value)
        where T : class => field ??= value;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Sends>k__BackingField")]
    private static extern ref ImmutableSortedDictionary<int, SendRecord> Sends(InquiryLedger ledger);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Validations>k__BackingField")]
    private static extern ref ImmutableSortedDictionary<string, ValidationRecord> Validations(InquiryLedger ledger);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Deliveries>k__BackingField")]
    private static extern ref ImmutableSortedDictionary<string, DeliveryRecord> Deliveries(InquiryLedger ledger);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Parts>k__BackingField")]
    private static extern ref ImmutableSortedDictionary<int, PartRecord> Parts(DeliveryRecord record);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Errors>k__BackingField")]
    private static extern ref IReadOnlyList<ReportedError> Errors(Acknowledgement acknowledgement);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Reasons>k__BackingField")]
    private static extern ref IReadOnlyList<ReportedError> Reasons(LineValidation validation);
}
