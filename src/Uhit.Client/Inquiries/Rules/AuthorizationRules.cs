namespace Uhit.Client.Inquiries.Rules;

/// <summary>The rules for the customer's authorization.</summary>
internal static class AuthorizationRules
{
    private const int MinTelephoneDigits = 10;

    public static void Check(ErrorList errors, CustomerAuthorization? authorization, DateOnly today)
    {
        const string Field = nameof(InquiryLine.Authorization);
        if (authorization is null)
        {
            errors.Add(InquiryErrorCode.AuthorizationMissing, Field, "the customer's authorization is missing: each ESI ID needs one.");
            return;
        }

        var below = errors.Under(Field);
        CheckTexts(below, authorization);
        CheckDates(below, authorization, today);
        if (!authorization.Obtained)
        {
            below.Add(
                InquiryErrorCode.AuthorizationNotObtained,
                nameof(authorization.Obtained),
                "it is not stated that the customer's authorization was obtained; without it CNP gives nothing.");
        }
    }

    private static void CheckTexts(ErrorList errors, CustomerAuthorization authorization)
    {
        TextRules.CheckRequired(errors, nameof(authorization.CustomerName), authorization.CustomerName);
        TextRules.CheckRequired(errors, nameof(authorization.AuthorizedBy), authorization.AuthorizedBy);
        TextRules.CheckOptional(errors, nameof(authorization.Title), authorization.Title);
        TextRules.CheckOptional(errors, nameof(authorization.Company), authorization.Company);
        TextRules.CheckOptional(errors, nameof(authorization.AuthorizedRecipient), authorization.AuthorizedRecipient);
        TextRules.CheckOptional(errors, nameof(authorization.EvidenceReference), authorization.EvidenceReference, int.MaxValue);
        if (TextRules.CheckRequired(errors, nameof(authorization.Telephone), authorization.Telephone)
            && authorization.Telephone.Count(char.IsAsciiDigit) < MinTelephoneDigits)
        {
            errors.Add(InquiryErrorCode.InvalidTelephone, nameof(authorization.Telephone), "a telephone number has at least ten digits.");
        }

        if (TextRules.CheckRequired(errors, nameof(authorization.Email), authorization.Email) && !EmailRule.IsValid(authorization.Email))
        {
            errors.Add(InquiryErrorCode.InvalidEmail, nameof(authorization.Email), "the e-mail address is not valid.");
        }
    }

    private static void CheckDates(ErrorList errors, CustomerAuthorization authorization, DateOnly today)
    {
        if (authorization.AuthorizedOn == default)
        {
            errors.Add(InquiryErrorCode.MissingField, nameof(authorization.AuthorizedOn), "the day of the signature is missing.");
        }
        else if (authorization.AuthorizedOn > today)
        {
            errors.Add(
                InquiryErrorCode.AuthorizationInFuture,
                nameof(authorization.AuthorizedOn),
                $"the authorization is signed after {today:yyyy-MM-dd}, today in Central Prevailing Time.");
        }

        if (authorization.ExpiresOn is { } expiresOn && (expiresOn < today || expiresOn < authorization.AuthorizedOn))
        {
            errors.Add(
                InquiryErrorCode.AuthorizationExpired,
                nameof(authorization.ExpiresOn),
                "the authorization has expired. An unlimited one has no last day.");
        }
    }
}
