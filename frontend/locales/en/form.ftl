form-optional = (optional)
form-error-prefix = Error
form-error-title = There is something to put right
form-characters-most = You can write up to { $count } characters
form-characters-none-left = You have no characters left
form-characters-left = { $form ->
    [one] You have { $count } character left
   *[other] You have { $count } characters left
}
form-characters-over = { $form ->
    [one] You have { $count } character too many
   *[other] You have { $count } characters too many
}
form-password-show = Show
form-password-hide = Hide
form-password-show-label = Show password
form-password-hide-label = Hide password
form-password-shown = Your password can be seen
form-password-hidden = Your password is hidden
form-date-day = Day
form-date-month = Month
form-date-year = Year
error-day-short-year = Write the year with four digits, like 2027
error-day-no-year = Write the year, too, like 2027
error-day-past = Choose a day after today
error-day-too-far = Choose a day within the next ten years
error-email-other-letters = We cannot send to this address yet: it has a letter with an accent, or one that is not from a to z. Enter another address, like name@example.org
