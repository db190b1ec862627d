<?php
// OTP login: the application sends a code, the test reads it from the handset.
$fakesms = getenv('FAKESMS_URL') ?: 'http://127.0.0.1:8026';
$key = 'php-' . bin2hex(random_bytes(8)); // a key of its own: a world of its own

// What the application does: the call of SMS Partner's documentation.
$curl = curl_init("$fakesms/v1/send");
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_POSTFIELDS => json_encode([
        'apiKey' => $key,
        'phoneNumbers' => '0612345678',
        'message' => 'Votre code : 283951',
    ]),
]);
$sent = json_decode(curl_exec($curl), true);
if ($sent['success'] !== true) {
    fwrite(STDERR, "not sent: {$sent['message']}\n");
    exit(1);
}

// What the test does: it waits for the message instead of sleeping.
$curl = curl_init("$fakesms/_fakesms/messages/wait?key=$key&to=0612345678");
curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
$answer = json_decode(curl_exec($curl), true);
if (($answer['messages'][0]['codes'] ?? null) !== ['283951']) {
    fwrite(STDERR, "no code: " . json_encode($answer) . "\n");
    exit(1);
}
echo "logged in with {$answer['messages'][0]['codes'][0]}\n";
