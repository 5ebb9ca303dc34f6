"""The words by which mail programs introduce an earlier mail, in the languages that they speak."""

import re

WROTE = (
    r"wrote|writes|said|a écrit|a ecrit|schrieb|schreef|geschreven|ha scritto|scrisse|escribió|escribio"
    r"|escreveu|skrev|napsal(?:\(a\))?|napsala|napisał(?:\(a\))?|napisała|napísal(?:\(a\))?|kirjoitti"
    r"|написал(?:\(а\))?|написала|написано|пише|пишет|написав|a scris|írta|yazdı|şunu yazdı|έγραψε"
    r"|đã viết|viết|menulis|menulis:|写道|寫道|wrote the following|va escriure|ha escrit|rašė"
    r"|kirjutas|skrifaði"
    r"|napisao(?:/la)?|je napisal(?:/a)?|написа|כתב(?:/ה|ה)?|كتب(?:ت)?|เขียน(?:ว่า)?|님이 작성|작성"
    r"|のメッセージ|のメール|書きました|pisze"
    r"|pisał[ao]?|napisana przez|geschrieben|folgendes geschrieben|rakstīja"
    r"|napisal[ao]?"
    r"|je pisao|je pisala|kirjutab|wrote the following message|님이 쓴 글|escrigué|idatzi du|ha escrit"
    r"|tarihinde yazdı"
    r"|je napisao|je napisala|shkroi|написал[аи]?|писал[аи]?|menulis|bertulis|scribeva|wrote in message"
)
STARTS = (
    r"on|at|le|am|an|op|il|el|em|den|dne|dňa"
    r"|dnia|w dniu|pe|la|vào|pada|tgl|în data|data|в|във|tarihinde|на"
    r"|a|de|lør|søn|man|tir|ons|tor|fre|ti|ke|to|pe|su|ma|mon|tue|wed|thu|fri|sat|sun|在|於"
)
ORIGINAL = re.compile(
    r"(?:original (?:message|mail|e-mail|email|appointment|nachricht)|original-nachricht"
    r"|ursprüngliche (?:nachricht|e-mail|mail)|urspr(?:ü|u)ngligt meddelande|originalmeddelande"
    r"|message d['’]origine|message d['’]original|message original|mensaje original"
    r"|mensagem original|messaggio originale"
    r"|oorspronkelijk(?:e)? bericht|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti"
    r"|původní zpráva"
    r"|původní e-mail|pôvodná správa|wiadomość oryginalna|oryginalna wiadomość|eredeti üzenet"
    r"|mesaj original|mesajul original"
    r"|оригінальне повідомлення|вихідне повідомлення|izvorna poruka|izvirno sporočilo|originalna poruka"
    r"|algne kiri|sākotnējā ziņa|pradinis laiškas|αρχικό μήνυμα|הודעה מקורית|الرسالة الأصلية|pesan asli"
    r"|oprindelig besked|opprinnelig melding|missatge original|оригинално съобщение|ข้อความต้นฉบับ"
    r"|message d[’']origine|reply above|исходное сообщение|пересылаемое сообщение|orijinal ileti"
    r"|orijinal mesaj|原始邮件|原始郵件"
    r"|原文|元のメッセージ"
    r"|original message follows|원본 메시지|reply message|antwort nachricht|vorherige nachricht"
    r"|tin nhắn gốc"
    r"|forwarded (?:message|mail)|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|mensagem encaminhada"
    r"|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:meddelelse"
    r"|melding)"
    r"|przekazana wiadomość|přeposlaná zpráva|пересланное сообщение|转发邮件|転送されたメッセージ"
    r"|転送メッセージ)",
    re.IGNORECASE,
)
BEGIN_FORWARD = re.compile(
    r"[\s>*]{0,20}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato"
    r"|begin doorgestuurd bericht|vidarebefordrat brev|start på videresendt besked"
    r"|início da mensagem encaminhada"
    r"|początek przekazywanej wiadomości|начало переадресованного сообщения|転送されたメッセージ"
    r"|開始轉寄郵件|下面是被转发的邮件|message du \d.{4,40})\s{0,3}[:：]?\s{0,3}$",
    re.IGNORECASE,
)

SENDERS = (
    "from|von|de|da|van|från|fra|od|от|lähettäjä|feladó|kimden|gönderen|发件人|寄件者"
    "|寄件人|差出人|보낸 사람|보낸사람|από|מאת|von|expéditeur|absender|afsender|de la|від"
    "|nadawca|odosielateľ|odesílatel|من|šalje|šalje|pošiljatelj|dari"
    "|từ|saatja|no|nuo|ผู้ส่ง|remitente|remetente|mittente|afzender|avsändare"
)
OTHERS = (
    "sent|date|to|cc|bcc|subject|reply-to|reply to|importance|attachments|gesendet|datum|an|betreff"
    "|kopie|antwort an|envoyé|envoyé le|à|objet|date"
    "|répondre à|para|enviado|enviado el|enviada em|enviado em|fecha|asunto|assunto|data|inviato|a"
    "|oggetto|risposta|verzonden|aan|onderwerp"
    "|skickat|till|ämne|kopia|sendt|til|emne|dato|wysłano|do|temat|dw|odesláno|komu|předmět|predmet"
    "|odoslané|дата|отправлено"
    "|кому|тема|копия|lähetetty|vastaanottaja|aihe|päivämäärä|päiväys|elküldve|címzett|tárgy|kime"
    "|konu|gönderildi|tarih"
    "|发送时间|收件人|主题|抄送|日期|寄件日期|收件者|主旨|送信日時|宛先|件名|日時|보낸 날짜"
    "|받는 사람|제목|trimis|către|subiect"
    "|تم الإرسال|أرسلت|التاريخ|إلى|الموضوع|poslano|datum|prima"
    "|za|predmet|zadeva|tanggal|dikirim|ke|kepada|subjek|perihal"
    "|đã gửi|ngày|đến|tới|chủ đề|saadetud"
    "|kellele|teema|gönderme tarihi|στάλθηκε|κοιν|enviado:|destinatario|destinatário"
    "|ημερομηνία|προς|θέμα|נשלח|אל|נושא|надіслано|data|ricevuto|envoyée|dátum|ημ/νία|sendt|resent-from"
)
